/** Beside the page, in place of the library: finding in every lesson, and replacing there. */
import { ArrowLeft, CaseSensitive, Regex, Replace, TextSearch, Trash2, WholeWord } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { LessonId, LibraryTree } from '#preload/contract/library.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue, type Value, type Watched } from '#renderer/host/value.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing, matchesShortcut } from '#renderer/ui/keys.ts'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { FoundResults } from './found-results.tsx'
import type { FoundKey, OpenPage } from './open-page.ts'
import { ReplacementResults } from './replacement-results.tsx'
import { focusResults } from './result-keys.ts'
import { type Reach, type SearchState, withinOf } from './search-state.ts'
import { replacedText } from './replaced.ts'
import { type TakeBackPorts, useTakeBack } from './use-take-back.ts'
import './search-panel.css'

/** What the shell gives the search. */
export interface SearchGiven extends TakeBackPorts {
  readonly state: Value<SearchState>
  readonly tree: Watched<LibraryTree | null>
  /** The open lesson. */
  readonly current: LessonId | null
  readonly editable: boolean
  /** The pages of this window. */
  readonly pages: () => readonly OpenPage[]
  /** Shows a lesson, and a place in it; the focus stays here unless `goes`. */
  readonly onOpen: (lesson: LessonId, found: { readonly text: string; readonly place: FoundKey } | null, goes: boolean) => void
  /** Shows a work of the archive at a place in it. */
  readonly onOpenWork: (work: WorkId, found: { readonly query: string; readonly line: number }) => void
  /** Back to the library. */
  readonly onBack: () => void
  /** Back to the text. */
  readonly onLeave: () => void
}

export function SearchPanel(given: SearchGiven) {
  const { t } = useTexts()
  const state = useValue(given.state)
  const tree = useValue(given.tree)
  const set = (part: Partial<SearchState>) => {
    const last = given.replaced.get()
    // What is typed in a field is the field's own to take back.
    if (last?.isNewest && ('query' in part || 'replacement' in part)) given.replaced.set({ ...last, isNewest: false })
    given.state.set({ ...given.state.get(), ...part })
  }
  const replaced = useValue(given.replaced)
  const takeBack = useTakeBack(given)
  const panel = useRef<HTMLDivElement>(null)
  useKeptFocus(panel)
  // While an input method composes, the field holds what is no word yet.
  const [composed, setComposed] = useState<string | null>(null)
  const within = withinOf(state.reach, tree, given.current)
  usePrepared()
  const asked = composed === null ? state : { ...state, query: composed }
  const isReplacing = state.isReplacing && given.editable
  return (
    <div ref={panel} className="search" role="search" aria-label={t('command.search')} onKeyDown={(event) => pressed(event, given, takeBack)}>
      <header className="search-head">
        <IconButton label={t('search.back')} onClick={given.onBack}>
          <ArrowLeft />
        </IconButton>
        <h2>{t('find.text')}</h2>
        {given.editable && (
          <IconButton label={t('find.toggle-replace')} pressed={isReplacing} onClick={() => set({ isReplacing: !state.isReplacing })}>
            <Replace />
          </IconButton>
        )}
        <IconButton label={t('search.bin')} pressed={state.bin} disabled={isReplacing} onClick={() => set({ bin: !state.bin })}>
          <Trash2 />
        </IconButton>
      </header>
      <QueryField state={state} isReplacing={isReplacing} set={set} onComposed={setComposed} />
      {isReplacing && (
        <input
          className="search-field search-plain"
          aria-label={t('find.replacement')}
          placeholder={t('find.replacement')}
          value={state.replacement}
          onChange={(event) => set({ replacement: event.target.value })}
        />
      )}
      {given.current && <ReachChoice reach={state.reach} onChange={(reach) => set({ reach })} />}
      {replaced && given.editable && (
        <p className="search-replaced">
          <span role="status">{replacedText(replaced, t)}</span>
          <Button kind="quiet" onClick={() => void takeBack()}>
            {t('ui.undo')}
          </Button>
        </p>
      )}
      {isReplacing ? (
        <ReplacementResults takeBack={takeBack} given={given} state={asked} within={within} tree={tree} />
      ) : (
        <FoundResults given={given} state={asked} within={within} tree={tree} set={set} />
      )}
    </div>
  )
}

/** A button that has nothing left to do would lose the focus to nothing, and with it every key. */
function useKeptFocus(panel: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const isIn = (element: Element | null) => element !== null && panel.current?.contains(element)
    const keep = () => {
      const { activeElement } = document
      if (activeElement?.matches(':disabled') && isIn(activeElement)) panel.current?.querySelector<HTMLElement>('.search-plain, .search-query')?.focus()
    }
    const observer = new MutationObserver(keep)
    if (panel.current) observer.observe(panel.current, { attributeFilter: ['disabled'], subtree: true })
    return () => observer.disconnect()
  }, [panel])
}

/** Reads what a search needs while the author is still typing it. */
function usePrepared(): void {
  const host = useHost()
  useEffect(() => {
    const over = new AbortController()
    // The first search would take a moment longer; nothing else is lost.
    host
      .clients()
      .search.prepare({}, over.signal)
      .catch(() => undefined)
    return () => over.abort()
  }, [host])
}

function QueryField({
  state,
  isReplacing,
  set,
  onComposed,
}: {
  state: SearchState
  isReplacing: boolean
  set: (part: Partial<SearchState>) => void
  onComposed: (before: string | null) => void
}) {
  const { t } = useTexts()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [state.wantsFocus])
  const option = (name: 'matchCase' | 'wholeWord' | 'isPattern', label: string, icon: ReactNode) => (
    <IconButton label={label} pressed={state[name]} onClick={() => set({ [name]: !state[name] })}>
      {icon}
    </IconButton>
  )
  return (
    <div className="search-field">
      <TextSearch aria-hidden="true" />
      <input
        ref={field}
        className="search-query"
        aria-label={t('search.text')}
        placeholder={t(isReplacing ? 'find.text' : 'search.text')}
        value={state.query}
        onCompositionStart={() => onComposed(state.query)}
        onCompositionEnd={() => onComposed(null)}
        onChange={(event) => set({ query: event.target.value })}
      />
      {isReplacing && (
        <>
          {option('matchCase', t('find.case'), <CaseSensitive />)}
          {option('wholeWord', t('find.word'), <WholeWord />)}
          {option('isPattern', t('find.pattern'), <Regex />)}
        </>
      )}
    </div>
  )
}

const reaches: readonly Reach[] = ['all', 'course', 'chapter', 'lesson']

function ReachChoice({ reach, onChange }: { reach: Reach; onChange: (reach: Reach) => void }) {
  const { t } = useTexts()
  return (
    <div className="search-reach">
      <Segmented label={t('search.reach')} value={reach} choices={reaches.map((value) => ({ value, label: t(`search.reach-${value}`) }))} onChange={onChange} />
    </div>
  )
}

function pressed(event: KeyboardEvent<HTMLElement>, { onLeave, replaced }: SearchGiven, takeBack: () => Promise<void>): void {
  if (isComposing(event.nativeEvent) || event.nativeEvent.defaultPrevented) return
  if (matchesShortcut(event, 'Mod+Z') && replaced.get()?.isNewest) {
    event.preventDefault()
    void takeBack()
  } else if (event.key === 'Escape') {
    event.preventDefault()
    onLeave()
  } else if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox' && (event.key === 'ArrowDown' || event.key === 'Enter')) {
    event.preventDefault()
    focusResults(event.currentTarget, event.key === 'Enter')
  }
}
