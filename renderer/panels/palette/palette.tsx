import { FileText } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { lessonPlaces } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { useLentFocus } from '#renderer/ui/use-lent-focus.ts'
import { fuzzyFind } from './fuzzy.ts'
import './palette.css'

/** A command as the palette lists it. */
export interface PaletteCommand {
  readonly name: string
  readonly label: string
  readonly keys?: string | undefined
  readonly icon: ReactNode
  readonly run: () => void
}

interface Choice {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly keys?: string | undefined
  readonly icon: ReactNode
  readonly run: () => void
}

/** One field that reaches every lesson by its title and every command by its name. */
export function Palette({ open, onClose, commands, current, onOpen }: {
  open: boolean
  onClose: () => void
  commands: readonly PaletteCommand[]
  /** The open lesson, which need not be offered. */
  current: LessonId | null
  onOpen: (lesson: LessonId) => void
}) {
  const { t } = useTexts()
  const chosen = useRef<(() => void) | null>(null)
  const focus = useLentFocus(() => {
    chosen.current?.()
    chosen.current = null
  })
  return (
    <Radix.Root open={open} onOpenChange={(next) => { if (!next) onClose() }}>
      <Radix.Portal>
        <div className="dialog-veil" />
        <Radix.Content className="palette" aria-describedby={undefined} {...focus}>
          <Radix.Title className="visually-hidden">{t('command.palette')}</Radix.Title>
          <PaletteList
            commands={commands}
            current={current}
            onOpen={onOpen}
            onChoose={(run) => {
              chosen.current = run
              onClose()
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function PaletteList({ commands, current, onOpen, onChoose }: { commands: readonly PaletteCommand[]; current: LessonId | null; onOpen: (lesson: LessonId) => void; onChoose: (run: () => void) => void }) {
  const { t } = useTexts()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const groups = useChoices(query, commands, current, onOpen)
  const choices = groups.flatMap((group) => group.choices)
  const active = choices[Math.min(at, choices.length - 1)]

  useEffect(() => {
    document.getElementById(`${list}-${active?.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [list, active?.id])

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((Math.min(at, choices.length - 1) + step + choices.length) % Math.max(1, choices.length))
    }
    if (event.key === 'Enter' && active) {
      event.preventDefault()
      onChoose(active.run)
    }
  }

  return (
    <>
      <input
        className="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={active ? `${list}-${active.id}` : undefined}
        aria-label={t('command.palette')}
        placeholder={t('palette.placeholder')}
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" role="listbox" id={list} aria-label={t('command.palette')}>
        {groups.map((group) => group.choices.length > 0 && (
          <div key={group.label} role="group" aria-label={group.label}>
            <div className="palette-group" aria-hidden="true">{group.label}</div>
            {group.choices.map((choice) => (
              <div
                key={choice.id}
                id={`${list}-${choice.id}`}
                role="option"
                aria-selected={choice === active}
                className="palette-choice"
                onPointerMove={() => setAt(choices.indexOf(choice))}
                onClick={() => onChoose(choice.run)}
              >
                <span className="palette-icon" aria-hidden="true">{choice.icon}</span>
                <span className="palette-label">{choice.label}</span>
                {choice.hint && <span className="palette-hint">{choice.hint}</span>}
                {choice.keys && <Kbd keys={choice.keys} />}
              </div>
            ))}
          </div>
        ))}
        {choices.length === 0 && <p className="palette-none">{t('palette.none')}</p>}
      </div>
    </>
  )
}

function useChoices(query: string, commands: readonly PaletteCommand[], current: LessonId | null, onOpen: (lesson: LessonId) => void): readonly { label: string; choices: Choice[] }[] {
  const { t } = useTexts()
  const tree = useValue(useHost().tree)
  const places = tree ? lessonPlaces(tree).filter((place) => place.lesson.id !== current) : []
  const recent = query.trim() === '' ? [...places].sort((a, b) => b.lesson.changedAt - a.lesson.changedAt) : fuzzyFind(query, places, (place) => place.lesson.title)
  const lessons = recent.slice(0, query.trim() === '' ? 5 : 12).map(({ lesson, number, course, chapter }): Choice => ({
    id: `lesson-${lesson.id}`,
    label: number ? `${number} ${lesson.title}` : lesson.title,
    hint: `${course.title} › ${chapter.title}`,
    icon: <FileText />,
    run: () => onOpen(lesson.id),
  }))
  const fitting = fuzzyFind(query, commands, (command) => command.label).map(({ name, ...rest }): Choice => ({ id: `command-${name}`, ...rest }))
  return [
    { label: query.trim() === '' ? t('palette.recent') : t('palette.lessons'), choices: lessons },
    { label: t('palette.commands'), choices: fitting },
  ]
}
