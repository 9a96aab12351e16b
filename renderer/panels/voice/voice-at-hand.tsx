/** The voice of the model in use while one writes: which it is, how strong, another one or none, and what stands in the way. */
import { ChevronRight } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import type { Clients } from '#renderer/host/clients.ts'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { formatShortcut } from '#renderer/ui/keys.ts'
import { modelName } from '#renderer/ui/model-name.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { type Note, notesOf, voicesAtHand } from './at-hand.ts'
import { newestOnly } from './newest-only.ts'
import { StrengthSlider } from './strength-slider.tsx'
import { askAdapters, useAnswer, useDoing } from './use-voice.ts'
import { doubtOf } from './verdict-words.ts'
import './voice-at-hand.css'

interface AtHandGiven {
  /** Of the key that asks for a suggestion, and of the one that shows all of the voice. */
  readonly keys: { readonly ask: string; readonly all: string | undefined }
  readonly onAll: () => void
}

export function VoiceAtHand({ keys, onAll }: AtHandGiven) {
  const { t, language } = useTexts()
  const host = useHost()
  const engine = useValue(host.engine)
  const active = useValue(host.adapter)
  const voice = useValue(host.voice)
  const isConnected = useValue(host.link) === 'connected'
  const editable = useSelected(host.workspace, (workspace) => workspace?.phase === 'open')
  const on = useSelected(host.settings, (settings) => settings.suggestions)
  const adapters = useVoices(isConnected)
  const base = engine?.model ? modelName(t, engine.model) : ''
  const notes = notesOf({ isConnected, editable, on, engine, active, adapters, voice })
  const voices = voicesAtHand(adapters ?? [])
  const canChange = isConnected && editable
  const box = useControls(voices.length > 0, active !== null)
  return (
    <div ref={box} className="voice-at-hand">
      <header>
        <h2>{t('voice.at-hand')}</h2>
        <small>{base}</small>
      </header>
      {voices.length > 0 && <Choice voices={voices} active={active?.id ?? null} disabled={!canChange} />}
      {active && !active.problem && canChange && <StrengthSlider active={active} />}
      {notes.length > 0 && (
        <div className="voice-at-hand-notes" role="status">
          {notes.map((note) => (
            <p key={note.kind} data-note={note.kind}>
              {noteText(note, { t, language, base, ask: formatShortcut(keys.ask) })}
            </p>
          ))}
        </div>
      )}
      <button type="button" className="voice-at-hand-all" onClick={onAll}>
        {t('voice.at-hand-all')}
        {keys.all && <Kbd keys={keys.all} />}
        <ChevronRight aria-hidden="true" />
      </button>
    </div>
  )
}

const askNothing = async () => null
const known = new WeakMap<Host, { readonly of: string; readonly adapters: readonly Adapter[] }>()

/** All that there are. What was answered before stands until there is an answer, as long as nothing is known to have changed: it takes a moment. */
function useVoices(isConnected: boolean): readonly Adapter[] | null {
  const host = useHost()
  const answer = useAnswer<readonly Adapter[] | null>(isConnected ? askAdapters : askNothing)
  const of = `${useValue(host.adapters)} ${useSelected(host.engine, (engine) => engine?.model?.id ?? '')}`
  useEffect(() => {
    if (answer) known.set(host, { of, adapters: answer })
  }, [host, of, answer])
  const before = known.get(host)
  return answer ?? (before?.of === of ? before.adapters : null)
}

/** What the keys are for first: how strong it is, then which. */
export function firstControl(window: HTMLElement): HTMLElement {
  return window.querySelector<HTMLElement>('input[type=range]') ?? window.querySelector<HTMLElement>('input:checked:enabled') ?? window
}

/** What came once the window was open takes the focus that waits in it, and what went away with it gives it back to the window. */
function useControls(hasChoice: boolean, hasSlider: boolean): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const dialog = box.current?.closest<HTMLElement>('[role=dialog]')
    const now = document.activeElement
    if (!dialog || (now !== dialog && now !== document.body)) return
    firstControl(dialog).focus({ preventScroll: true })
  }, [hasChoice, hasSlider])
  return box
}

function noteText(note: Note, { t, language, base, ask }: { t: Translate; language: Language; base: string; ask: string }): string {
  if (note.kind === 'trouble') return problemSentence(language, note.problem)
  return t(`voice.at-hand-${note.kind}`, { base, keys: ask, host: '', name: '', count: 0, ...note })
}

/** None, as a choice among voices. */
const none = 'none'

interface ChoiceGiven {
  readonly voices: readonly Adapter[]
  readonly active: AdapterId | null
  readonly disabled: boolean
}

/** One of them, or none, from the next suggestion on. */
function Choice({ voices, active, disabled }: ChoiceGiven) {
  const { t } = useTexts()
  const group = useId()
  const [chosen, choose] = useChosen(active)
  const row = (value: AdapterId | typeof none, name: string, note: ReactNode) => (
    <label key={value} className="voice-at-hand-choice">
      <input type="radio" name={group} value={value} checked={chosen === value} disabled={disabled} onChange={() => choose(value)} />
      <span>
        {name}
        {note && <small>{note}</small>}
      </span>
    </label>
  )
  return (
    <div className="voice-at-hand-choices" role="radiogroup" aria-label={t('voice.at-hand-which')}>
      {voices.map(({ id, name, proof }) => row(id, name, doubtText(t, doubtOf(proof))))}
      {row(none, t('voice.at-hand-none'), t('voice.at-hand-as-is'))}
    </div>
  )
}

function doubtText(t: Translate, doubt: ReturnType<typeof doubtOf>): string | null {
  return doubt && t(doubt === 'unproved' ? 'voice.unproved' : 'voice.at-hand-doubtful')
}

/** What was chosen here holds at once, until the host has said whether it does: arrows go through several in a moment. */
function useChosen(active: AdapterId | null): [AdapterId | typeof none, (next: AdapterId | typeof none) => void] {
  const doing = useDoing()
  const [wished, setWished] = useState<AdapterId | typeof none | null>(null)
  const pass = useMemo(
    () =>
      newestOnly(
        (next: AdapterId | typeof none) => doing((clients) => put(clients, next)),
        () => setWished(null),
      ),
    [doing],
  )
  const choose = (next: AdapterId | typeof none) => {
    setWished(next)
    void pass(next)
  }
  return [wished ?? active ?? none, choose]
}

const put = ({ voice }: Clients, next: AdapterId | typeof none): Promise<unknown> =>
  next === none ? voice.deactivate({}) : voice.activate({ id: next, strength: null })
