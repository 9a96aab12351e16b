import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { StateDot } from '#renderer/ui/state-dot.tsx'
import { type Choice, type ChoiceGroup, type PaletteOffer, useChoices } from './use-choices.tsx'

const besideKeys = 'Mod+Enter'

const hasMod = ({ ctrlKey, metaKey }: { ctrlKey: boolean; metaKey: boolean }) => ctrlKey || metaKey

/** The field and what it finds. The focus stays in the field; keys move the choice. */
export function PaletteSearch({ offer, only, onChoose }: { offer: PaletteOffer; only?: 'places' | undefined; onChoose: (run: () => void) => void }) {
  const { t } = useTexts()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const groups = useChoices(query, offer, only)
  const name = t(only ? 'command.go-to' : 'command.palette')
  const choices = groups.flatMap((group) => group.choices)
  const active = choices[Math.min(at, choices.length - 1)]
  useEffect(() => {
    document.getElementById(`${list}-${active?.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [list, active?.id])
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 && event.key !== 'Enter') return
    event.preventDefault()
    if (step !== 0) setAt((Math.min(at, choices.length - 1) + step + choices.length) % Math.max(1, choices.length))
    else if (active) onChoose((hasMod(event) && active.runBeside) || active.run)
  }
  return (
    <>
      <input
        className="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={active ? `${list}-${active.id}` : undefined}
        aria-label={name}
        placeholder={t(only ? 'palette.places' : 'palette.placeholder')}
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" role="listbox" id={list} aria-label={name}>
        {groups.map((group) => (
          <PaletteGroup key={group.label} list={list} group={group} active={active} onPoint={(choice) => setAt(choices.indexOf(choice))} onChoose={onChoose} />
        ))}
        {choices.length === 0 && <p className="palette-none">{t('palette.none')}</p>}
      </div>
      {active?.runBeside && (
        <p className="palette-keys" aria-hidden="true">
          <Kbd keys="Enter" /> {t('library.open')}
          <Kbd keys={besideKeys} /> {t('library.beside')}
        </p>
      )}
    </>
  )
}

function PaletteGroup({
  list,
  group,
  active,
  onPoint,
  onChoose,
}: {
  list: string
  group: ChoiceGroup
  active: Choice | undefined
  onPoint: (choice: Choice) => void
  onChoose: (run: () => void) => void
}) {
  return (
    <div role="group" aria-label={group.label}>
      <div className="palette-group" aria-hidden="true">
        {group.label}
      </div>
      {group.choices.map((choice) => (
        <div
          key={choice.id}
          id={`${list}-${choice.id}`}
          role="option"
          aria-selected={choice === active}
          className="palette-choice"
          onPointerMove={() => onPoint(choice)}
          aria-keyshortcuts={choice.runBeside && 'Control+Enter'}
          onClick={(event) => onChoose((hasMod(event) && choice.runBeside) || choice.run)}
        >
          <ChoiceLine choice={choice} />
        </div>
      ))}
    </div>
  )
}

function ChoiceLine({ choice: { icon, label, hint, state, isOpen, keys } }: { choice: Choice }) {
  const { t } = useTexts()
  return (
    <>
      <span className="palette-icon" aria-hidden="true">
        {icon}
      </span>
      <span className="palette-label">{label}</span>
      {hint && <span className="palette-hint">{hint}</span>}
      {state && (
        <span className="palette-state">
          <StateDot state={state} />
          {t(`state.${state}`)}
        </span>
      )}
      {isOpen && <span className="palette-open">{t('palette.open')}</span>}
      {keys && <Kbd keys={keys} />}
    </>
  )
}
