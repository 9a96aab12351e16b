/** What a link leads to, below it, while the pointer rests on it or the caret in it: to open, change, copy or take off. */
import { Check, Copy, ExternalLink, FileText, FileX, Globe, Mail, Pencil, Unlink } from 'lucide-react'
import { Toolbar as Radix } from 'radix-ui'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Range, Transforms } from 'slate'
import { ReactEditor } from 'slate-react'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { lessonOf } from './addresses.ts'
import { placeBeside } from '#renderer/editor/tools/float-layout.ts'
import { editedLink, editLink } from './link-editing.ts'
import { type FoundLink, linkAtCaret, removeLink } from './links.ts'
import { useLessonTitle, useLinkTargets } from './link-view.tsx'
import { onTurn } from '#renderer/editor/document/turns.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { backToText } from '#renderer/editor/tools/page-tools.ts'
import '#renderer/editor/tools/float.css'

interface LinkCardProps {
  readonly editor: StudioEditor
  readonly frame: RefObject<HTMLElement | null>
  readonly editable: boolean
  readonly isComposing: () => boolean
}

interface Shown {
  readonly element: HTMLElement
  readonly link: string
  readonly by: 'pointer' | 'caret'
}

const restMs = 450
/** Time for the pointer to go from the link to its card. */
const crossMs = 250

export function LinkCard({ editor, frame, editable, isComposing }: LinkCardProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  const { follow } = useLinkTargets()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const soon = useCallback((next: Shown | null, ms: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setShown(next), ms)
  }, [])
  const hide = useCallback(() => {
    clearTimeout(timer.current)
    setShown(null)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    const text = ReactEditor.toDOMNode(editor, editor)
    const over = ({ target, buttons }: PointerEvent) => {
      const element = target instanceof Element ? target.closest<HTMLElement>('.page-text .link') : null
      const link = element?.dataset['link']
      if (element && link && buttons === 0 && !editedLink(editor).get()) soon({ element, link, by: 'pointer' }, restMs)
      else if (!element) soon(null, crossMs)
    }
    const clicked = (event: MouseEvent) => {
      const link =
        event.target instanceof Element && (event.ctrlKey || event.metaKey) ? event.target.closest<HTMLElement>('.page-text .link')?.dataset['link'] : undefined
      if (link === undefined || event.button !== 0) return
      event.preventDefault()
      follow(link)
      hide()
    }
    text.addEventListener('pointerover', over)
    text.addEventListener('mousedown', clicked, { capture: true })
    const stop = onTurn(editor, ({ isTyped }) => {
      const { selection } = editor
      const found = !isTyped && selection && Range.isCollapsed(selection) && !isComposing() ? linkAtCaret(editor) : null
      const element = found && elementOf(editor, found)
      if (found && element) soon({ element, link: found.link, by: 'caret' }, restMs)
      else hide()
    })
    return () => {
      text.removeEventListener('pointerover', over)
      text.removeEventListener('mousedown', clicked, { capture: true })
      stop()
    }
  }, [editor, soon, hide, isComposing, follow])
  if (!shown || !shown.element.isConnected) return null
  return (
    <Card
      key={shown.link}
      editor={editor}
      frame={frame}
      editable={editable}
      shown={shown}
      hide={hide}
      hideSoon={() => soon(null, crossMs)}
      stay={() => clearTimeout(timer.current)}
    />
  )
}

function elementOf(editor: StudioEditor, { range }: FoundLink): HTMLElement | null {
  const drawn = ReactEditor.resolveDOMRange(editor, range)
  const node = drawn?.endContainer
  return (node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>('.page-text .link') ?? null
}

interface CardProps extends Omit<LinkCardProps, 'isComposing'> {
  readonly shown: Shown
  readonly hide: () => void
  readonly hideSoon: () => void
  readonly stay: () => void
}

function Card({ editor, frame, editable, shown, hide, hideSoon, stay }: CardProps) {
  const { t } = useTexts()
  const card = useRef<HTMLDivElement>(null)
  const title = useLessonTitle(shown.link)
  useLayoutEffect(() => {
    const box = [...shown.element.getClientRects()].at(-1)
    if (card.current && frame.current && box) placeBeside(editor, card.current, box, frame.current, 'below')
  }, [editor, frame, shown])
  return (
    <Radix.Root
      ref={card}
      className="floating page-float link-card"
      aria-label={t('link.card')}
      data-page-tools=""
      onPointerEnter={stay}
      onPointerLeave={() => {
        if (shown.by === 'pointer') hideSoon()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        hide()
        backToText(editor)
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) hideSoon()
      }}
      onFocus={stay}
      // The caret stays in the text.
      onMouseDown={(event) => event.preventDefault()}
    >
      <Target link={shown.link} title={title} />
      {title !== null && <OpenButton link={shown.link} hide={hide} />}
      {title === undefined && <CopyButton link={shown.link} />}
      {editable && <ChangeButtons editor={editor} element={shown.element} hide={hide} />}
    </Radix.Root>
  )
}

function Target({ link, title }: { readonly link: string; readonly title: string | null | undefined }) {
  const { t } = useTexts()
  const icon = title === null ? <FileX /> : lessonOf(link) !== null ? <FileText /> : link.startsWith('mailto:') ? <Mail /> : <Globe />
  const words = title === null ? t('link.gone') : (title ?? link.replace(/^mailto:/, ''))
  return (
    <span className="link-words" data-gone={title === null || undefined}>
      {icon}
      <span title={words}>{words}</span>
    </span>
  )
}

function OpenButton({ link, hide }: { readonly link: string; readonly hide: () => void }) {
  const { t } = useTexts()
  const { follow } = useLinkTargets()
  return (
    <Radix.Button asChild>
      <IconButton
        label={t('ui.open')}
        onClick={() => {
          hide()
          follow(link)
        }}
      >
        <ExternalLink />
      </IconButton>
    </Radix.Button>
  )
}

function CopyButton({ link }: { readonly link: string }) {
  const { t } = useTexts()
  const [isCopied, setCopied] = useState(false)
  return (
    <Radix.Button asChild>
      <IconButton label={t(isCopied ? 'ui.copied' : 'link.copy')} onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
        {isCopied ? <Check /> : <Copy />}
      </IconButton>
    </Radix.Button>
  )
}

function ChangeButtons({ editor, element, hide }: { readonly editor: StudioEditor; readonly element: HTMLElement; readonly hide: () => void }) {
  const { t } = useTexts()
  /** Chooses the link in the text, whose run the card hangs on. */
  const atLink = (run: () => void) => {
    const point = ReactEditor.toSlatePoint(editor, [element, 0], { exactMatch: false, suppressThrow: true })
    hide()
    backToText(editor)
    if (point) Transforms.select(editor, point)
    run()
  }
  const remove = () => {
    const found = linkAtCaret(editor)
    if (found) removeLink(editor, found.range)
  }
  return (
    <>
      <Radix.Button asChild>
        <IconButton label={t('link.edit')} keys="Mod+Shift+K" onClick={() => atLink(() => editLink(editor))}>
          <Pencil />
        </IconButton>
      </Radix.Button>
      <Radix.Button asChild>
        <IconButton label={t('link.remove')} onClick={() => atLink(remove)}>
          <Unlink />
        </IconButton>
      </Radix.Button>
    </>
  )
}
