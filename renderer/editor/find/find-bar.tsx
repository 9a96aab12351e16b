/** The bar over the page that finds and replaces in it. */
import { ArrowDown, ArrowUp, CaseSensitive, ChevronDown, ChevronRight, Regex, TextSelect, WholeWord, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useConfirm } from '#renderer/ui/confirm.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import type { Translate } from '#renderer/ui/translate.ts'
import type { Finder } from './find.ts'
import { useHeld } from '#renderer/editor/held.ts'
import { isShortcut, pageCommands } from '#renderer/editor/typing/shortcuts.ts'
import type { FindOption, FindView } from './find-view.ts'
import './find-bar.css'

interface BarProps {
  readonly finder: Finder
  readonly editable: boolean
}

/** Keys of the bar; the shell has the ones that open it. */
export const findKeys = {
  next: { text: 'find.next', keys: 'Enter' },
  previous: { text: 'find.previous', keys: 'Shift+Enter' },
  matchCase: { text: 'find.case', keys: 'Alt+C' },
  wholeWord: { text: 'find.word', keys: 'Alt+W' },
  isPattern: { text: 'find.pattern', keys: 'Alt+R' },
  inSelection: { text: 'find.selection', keys: 'Alt+L' },
  replace: { text: 'find.replace-one', keys: 'Mod+Enter' },
  replaceAll: { text: 'find.replace-all', keys: 'Mod+Alt+Enter' },
} as const

/** Draws the bar while it is open, and keeps what is painted over the text in step with what is in view. */
export function FindBar({ finder, editable }: BarProps) {
  const view = useHeld(finder)
  const field = useRef<HTMLInputElement>(null)
  useWantedFocus(field, view.wantsFocus)
  useEffect(() => {
    if (!view.isOpen) return undefined
    const over = new AbortController()
    // A scroll does not bubble: it is caught on its way down.
    window.addEventListener('scroll', finder.repaint, { capture: true, passive: true, signal: over.signal })
    window.addEventListener('resize', finder.repaint, { signal: over.signal })
    return () => over.abort()
  }, [finder, view.isOpen])
  return view.isOpen ? (
    <div className="find-anchor">
      <OpenBar finder={finder} editable={editable} view={view} field={field} />
    </div>
  ) : null
}

function OpenBar({ finder, editable, view, field }: BarProps & { readonly view: FindView; readonly field: RefObject<HTMLInputElement | null> }) {
  const { t } = useTexts()
  const replacement = useRef<HTMLInputElement>(null)
  const replaceAll = useReplaceAll(finder, replacement)
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    // A button that has nothing left to do would lose the focus to nothing, and with it every key.
    const { activeElement } = document
    if (activeElement?.matches(':disabled') && bar.current?.contains(activeElement)) (replacement.current ?? field.current)?.focus()
  }, [view.count, field])
  return (
    <section
      ref={bar}
      className="floating find-bar"
      role="search"
      aria-label={t('command.find')}
      onKeyDown={(event) => {
        if (!goesToField(event, field.current, replacement.current)) pressedInBar(event, finder, { editable, replaceAll })
      }}
    >
      {editable && (
        <IconButton label={t('find.toggle-replace')} aria-expanded={view.isReplacing} className="find-toggle" onClick={() => finder.toggleReplacing()}>
          {view.isReplacing ? <ChevronDown /> : <ChevronRight />}
        </IconButton>
      )}
      <div className="find-rows">
        <div className="find-row">
          <div className="find-field" data-trouble={view.trouble !== null || undefined}>
            <input
              ref={field}
              aria-label={t('find.text')}
              placeholder={t('find.text')}
              aria-invalid={view.trouble !== null}
              value={view.text}
              onChange={(event) => finder.setText(event.target.value)}
            />
            <Options finder={finder} view={view} />
          </div>
          <Count view={view} />
          <IconButton label={t('find.previous')} keys={findKeys.previous.keys} disabled={view.count === 0} onClick={() => finder.step(-1)}>
            <ArrowUp />
          </IconButton>
          <IconButton label={t('find.next')} keys={findKeys.next.keys} disabled={view.count === 0} onClick={() => finder.step(1)}>
            <ArrowDown />
          </IconButton>
          <IconButton label={t('ui.close')} keys="Esc" onClick={() => finder.close()}>
            <X />
          </IconButton>
        </div>
        {view.isReplacing && editable && <ReplaceRow finder={finder} view={view} field={replacement} replaceAll={replaceAll} />}
        <Trouble view={view} />
      </div>
    </section>
  )
}

function Options({ finder, view }: { finder: Finder; view: FindView }) {
  const { t } = useTexts()
  const option = (name: FindOption, icon: ReactNode) => (
    <IconButton label={t(findKeys[name].text)} keys={findKeys[name].keys} pressed={view[name]} onClick={() => finder.toggle(name)}>
      {icon}
    </IconButton>
  )
  return (
    <>
      {option('matchCase', <CaseSensitive />)}
      {option('wholeWord', <WholeWord />)}
      {option('isPattern', <Regex />)}
      <IconButton
        label={t(findKeys.inSelection.text)}
        keys={findKeys.inSelection.keys}
        pressed={view.inSelection}
        disabled={!finder.canUseSelection}
        onClick={() => finder.toggleSelection()}
      >
        <TextSelect />
      </IconButton>
    </>
  )
}

function Count({ view: { text, count, at, trouble } }: { view: FindView }) {
  const { t } = useTexts()
  const isUnknown = text === '' || trouble !== null
  const said = isUnknown ? '' : count === 0 ? t('find.none') : t('find.at', { at: at + 1, count })
  return (
    <output className="find-count" data-none={(!isUnknown && count === 0) || undefined} aria-live="polite">
      {said}
    </output>
  )
}

/** Replaces every place; where nothing comes in their place, the author says yes to that first. */
function useReplaceAll(finder: Finder, field: RefObject<HTMLInputElement | null>): () => void {
  const { t } = useTexts()
  const confirm = useConfirm()
  return () =>
    finder.replaceAll((count) => {
      // Where the focus comes back to: the button will have nothing left to do.
      if (document.activeElement instanceof HTMLButtonElement) field.current?.focus()
      return confirm({ title: t('find.delete-ask', { count }), body: t('find.delete-note'), action: t('find.delete-all', { count }), danger: true })
    })
}

interface ReplaceRowProps {
  readonly finder: Finder
  readonly view: FindView
  readonly field: RefObject<HTMLInputElement | null>
  readonly replaceAll: () => void
}

function ReplaceRow({ finder, view, field, replaceAll }: ReplaceRowProps) {
  const { t } = useTexts()
  const isDeleting = view.replacement === '' && view.count > 0
  return (
    <div className="find-row">
      <div className="find-field">
        <input
          ref={field}
          aria-label={t('find.replacement')}
          placeholder={t('find.replacement')}
          value={view.replacement}
          onChange={(event) => finder.setReplacement(event.target.value)}
        />
      </div>
      <Button disabled={view.count === 0} onClick={() => finder.replaceOne()}>
        {t(isDeleting ? 'find.delete-one' : 'find.replace-one')}
      </Button>
      <Button disabled={view.count === 0} onClick={replaceAll}>
        {isDeleting ? t('find.delete-all', { count: view.count }) : t('find.replace-all')}
      </Button>
    </div>
  )
}

function Trouble({ view }: { view: FindView }) {
  const { t } = useTexts()
  const said = troubleOf(view, t)
  return (
    <p className="find-said" role="status" data-trouble={view.trouble !== null || undefined} hidden={said === ''}>
      {said}
    </p>
  )
}

function troubleOf({ trouble, replaced, isTakenBack, replacement }: FindView, t: Translate): string {
  if (trouble !== null) return t(`find.trouble-${trouble}`)
  if (isTakenBack) return t('search.taken-back')
  return replaced === null ? '' : t(replacement === '' ? 'find.deleted' : 'find.replaced', { count: replaced })
}

/** The field takes the focus, and what is in it is ready to be typed over, whenever the bar is asked for. */
function useWantedFocus(field: RefObject<HTMLInputElement | null>, wanted: number): void {
  useEffect(() => {
    if (wanted === 0) return
    field.current?.focus()
    field.current?.select()
  }, [field, wanted])
}

/** Tab goes from one field to the other and back: what lies between has keys of its own. True: it went. */
function goesToField(event: KeyboardEvent, text: HTMLInputElement | null, replacement: HTMLInputElement | null): boolean {
  const [from, to] = event.shiftKey ? [replacement, text] : [text, replacement]
  if (event.key !== 'Tab' || isComposing(event.nativeEvent) || event.target !== from || !to) return false
  event.preventDefault()
  to.focus()
  to.select()
  return true
}

function pressedInBar(event: KeyboardEvent, finder: Finder, { editable, replaceAll }: { editable: boolean; replaceAll: () => void }): void {
  if (isComposing(event.nativeEvent)) return
  const is = (keys: string) => isShortcut(event, keys)
  const isInField = event.target instanceof HTMLInputElement
  const run = (work: () => void) => {
    event.preventDefault()
    work()
  }
  if (is('Esc')) run(() => finder.close())
  else if (is(pageCommands.undo.keys) || is(pageCommands.redo.keys) || is('Mod+Y')) {
    // What is typed in a field is the field's own to take back.
    if (finder.takeBack(is(pageCommands.undo.keys) ? 'undo' : 'redo')) event.preventDefault()
  } else if (is(findKeys.replaceAll.keys) && editable) run(replaceAll)
  else if (is(findKeys.replace.keys) && editable) run(() => finder.replaceOne())
  else if (isInField && is(findKeys.next.keys)) run(() => finder.step(1))
  else if (isInField && is(findKeys.previous.keys)) run(() => finder.step(-1))
  else if (is(findKeys.inSelection.keys)) run(() => finder.toggleSelection())
  else for (const name of ['matchCase', 'wholeWord', 'isPattern'] as const) if (is(findKeys[name].keys)) run(() => finder.toggle(name))
}
