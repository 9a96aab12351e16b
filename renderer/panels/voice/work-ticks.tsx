/** Works with a tick each, by folder and course: with Shift from one to another, by arrows from tick to tick. */
import { ChevronRight } from 'lucide-react'
import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { SourceWork } from '#preload/contract/runs.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { byGroup } from './pick.ts'
import { between, tickedOf, ticking } from './ticks.ts'
import type { Picked } from './use-picked.ts'

interface TicksGiven {
  readonly works: readonly SourceWork[]
  /** What folders and courses are called, in their order. */
  readonly titles: ReadonlyMap<string, string>
  readonly picked: Picked
  readonly editable: boolean
  /** All works are seen from the start. */
  readonly isUnfolded: boolean
}

export function WorkTicks({ works, titles, picked, editable, isUnfolded }: TicksGiven) {
  const { ticked, tick } = picked
  const last = useRef<WorkId | null>(null)
  const groups = byGroup(works, [...titles.keys()])
  const inOrder = groups.flatMap((group) => group.works.map(({ id }) => id))
  const set = (ids: readonly WorkId[], isIn: boolean) => tick(ticking(ticked, ids, isIn))
  const change = (id: WorkId, { target, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
    const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
    set(isRange ? between(inOrder, last.current, id) : [id], target.checked)
    last.current = id
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const next = nextTick(event)
    if (!next) return
    event.preventDefault()
    next.focus()
    const id = inOrder.find((one) => one === next.dataset['work'])
    if (event.shiftKey && id !== undefined) set([id], (event.target as HTMLInputElement).checked)
    if (id !== undefined) last.current = id
  }
  return (
    <ul className="voice-pick-groups" onKeyDown={press}>
      {groups.map((group) => (
        <Group key={group.group} {...group} title={titles.get(group.group) ?? ''} {...{ ticked, set, change, editable, isUnfolded }} />
      ))}
    </ul>
  )
}

/** The tick that an arrow leads to. */
function nextTick({ key, target, currentTarget, ctrlKey, metaKey, altKey }: KeyboardEvent<HTMLElement>): HTMLInputElement | null {
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  if (step === 0 || ctrlKey || metaKey || altKey || !(target instanceof HTMLInputElement)) return null
  const ticks = [...currentTarget.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
  return ticks[ticks.indexOf(target) + step] ?? null
}

interface GroupGiven extends Pick<TicksGiven, 'editable' | 'isUnfolded' | 'works'> {
  readonly title: string
  readonly ticked: Picked['ticked']
  readonly set: (ids: readonly WorkId[], isIn: boolean) => void
  readonly change: (id: WorkId, event: ChangeEvent<HTMLInputElement>) => void
}

/** Works drawn at first, and more with each asking. */
const drawn = 200

function Group({ works, title, ticked, set, change, editable, isUnfolded }: GroupGiven) {
  const { t, language } = useTexts()
  const [isOpen, setOpen] = useState(isUnfolded)
  const [most, setMost] = useState(drawn)
  const own = tickedOf(works, ticked)
  const field = useRef<HTMLInputElement>(null)
  const isPartly = own.works > 0 && own.works < works.length
  useEffect(() => {
    if (field.current) field.current.indeterminate = isPartly
  }, [isPartly])
  const rest = works.length - most
  return (
    <li>
      <div className="voice-pick-row" data-group>
        <input
          ref={field}
          type="checkbox"
          aria-label={t('archive.learn-from', { title })}
          checked={own.works === works.length}
          disabled={!editable}
          onChange={({ target }) =>
            set(
              works.map(({ id }) => id),
              target.checked,
            )
          }
        />
        <button type="button" className="voice-pick-name" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronRight />
          <span title={title}>{title}</span>
        </button>
        <small>{t('voice.works-group', { count: own.works, among: works.length, words: wordsText(t, language, own.words) })}</small>
      </div>
      {isOpen && (
        <ul className="voice-pick-works">
          {works.slice(0, most).map((work) => (
            <li key={work.id}>
              <label className="voice-pick-row">
                <input type="checkbox" data-work={work.id} checked={ticked.has(work.id)} disabled={!editable} onChange={(event) => change(work.id, event)} />
                <span title={work.title}>{work.title}</span>
                <small>{[work.written ?? '', wordsText(t, language, work.words)].filter(Boolean).join(' · ')}</small>
              </label>
            </li>
          ))}
          {rest > 0 && (
            <li>
              <Button kind="quiet" onClick={() => setMost(most + drawn)}>
                {t('archive.more', { count: Math.min(rest, drawn) })}
              </Button>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}
