import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Transforms, Editor } from 'slate'
import { Editable, Slate } from 'slate-react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useHeld } from '#renderer/editor/held.ts'
import { BlockStoresProvider, renderChunk, renderElement, renderLeaf, renderText } from '#renderer/editor/looks/blocks.tsx'
import { clickedBelow, focusText, keepCaretInView } from '#renderer/editor/looks/caret-view.ts'
import { FormulaPopover } from '#renderer/editor/formula/formula-popover.tsx'
import { FindBar } from '#renderer/editor/find/find-bar.tsx'
import { GhostView } from '#renderer/editor/ghost/ghost-view.tsx'
import { WhyWindow } from '#renderer/editor/ghost/why-window.tsx'
import { LinkTargetsProvider } from '#renderer/editor/link/link-view.tsx'
import { ImageDrop } from '#renderer/editor/image/image-drop.tsx'
import { NotePeek } from '#renderer/editor/note/note-peek.tsx'
import { Notice } from '#renderer/editor/looks/notice.tsx'
import { ObjectStoresProvider } from './object-stores.tsx'
import { dropped, pressedInCell } from '#renderer/editor/clipboard/dragging.ts'
import { PasteView } from '#renderer/editor/clipboard/paste-view.tsx'
import { pressed, pressedForGhost } from '#renderer/editor/typing/page-keys.ts'
import type { PageProps } from './page-props.ts'
import { PageSession } from './page-session.ts'
import { isEditable } from './page-view.ts'
import { TableTools } from '#renderer/editor/table/table-tools.tsx'
import { TextTools } from '#renderer/editor/tools/text-tools.tsx'
import { UploadCards } from '#renderer/editor/image/upload-cards.tsx'
import { Title } from '#renderer/editor/looks/title.tsx'
import { Toolbar } from '#renderer/editor/tools/toolbar.tsx'
import '#renderer/editor/looks/editor.css'
import '#renderer/editor/looks/view-modes.css'

/** The page on which a lesson is written. Remount it by key to open another. */
export function Page(props: PageProps) {
  const [session] = useState(() => new PageSession(props))
  const view = useHeld(session.held)
  const root = useRef<HTMLElement>(null)
  const body = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => session.update(props))
  useEffect(() => (root.current ? session.start(root.current) : undefined), [session])
  const { onHold } = props
  useEffect(() => {
    onHold?.(session.hold)
    return () => onHold?.(null)
  }, [session, onHold])
  const stores = useState(() => ({ ghosts: session.ghosts, neighbours: session.objects.neighbours }))[0]
  const { editor } = session
  const editable = isEditable(props.open, view)
  const toolbar = (
    <>
      <Toolbar editable={editable} ask={session.ask} />
      <FindBar finder={session.finder} editable={editable} />
    </>
  )

  return (
    <section ref={root} className="page" data-dimmed={props.dimmed || undefined}>
      <Slate editor={editor} initialValue={editor.children}>
        {props.toolbarHost ? createPortal(toolbar, props.toolbarHost) : toolbar}
        <div className="page-sheet">
          <Notice editable={props.open.editable} isClosing={view.isClosing} closed={view.closed} takeOver={props.takeOver} />
          <PasteView pasting={editor.pasting} />
          <Title title={props.open.title} editable={editable} rename={props.rename} undoRename={props.undoRename} onLeave={() => goToText(editor)} />
          <LinkTargetsProvider value={props.links}>
            <div ref={body} className="page-body">
              {view.isBlank && editable && <Placeholder isInviting={props.suggestionsOn} />}
              <BlockStoresProvider value={stores}>
                <ObjectStoresProvider value={session.objects.stores}>
                  <TextArea session={session} editable={editable} />
                </ObjectStoresProvider>
              </BlockStoresProvider>
              <GhostView editor={editor} ghosts={session.ghosts} why={session.why} frame={body} accept={() => session.accept('all')} isQuiet={view.isQuiet} />
              <WhyWindow
                editor={editor}
                frame={body}
                why={session.why}
                pressed={(event) => pressedForGhost(session, event)}
                left={(to) => session.blurred(to)}
                follow={props.follow}
              />
              <NotePeek frame={body} notes={session.objects.stores.notes} />
              <TextTools editor={editor} frame={body} editable={editable} isComposing={session.isComposing} />
              {editable && <TableTools editor={editor} frame={body} />}
              {editable && <FormulaPopover editor={editor} frame={body} />}
              {editable && <ImageDrop editor={editor} frame={body} />}
              <UploadCards uploads={session.objects.uploads} />
            </div>
          </LinkTargetsProvider>
        </div>
      </Slate>
    </section>
  )
}

/** Drawn apart from the page: a page drawn again must not make Slate set the selection again, which would undo a click that it has not heard of yet. */
const TextArea = memo(function TextArea({ session, editable }: { session: PageSession; editable: boolean }) {
  const { t } = useTexts()
  const { editor } = session
  return (
    <Editable
      className="page-text"
      aria-label={t('editor.page')}
      readOnly={!editable}
      tabIndex={0}
      spellCheck={false}
      disableDefaultStyles
      renderElement={renderElement}
      renderText={renderText}
      renderLeaf={renderLeaf}
      renderChunk={renderChunk}
      scrollSelectionIntoView={(_editor, selected) => keepCaretInView(editor, selected, session.isCentred)}
      onKeyDown={(event: KeyboardEvent) => pressed(session, event)}
      onBlur={({ relatedTarget }) => session.blurred(relatedTarget)}
      onPointerDown={() => session.pointed()}
      onMouseDown={(event) => {
        pressedInCell(editor, event)
        clickedBelow(editor, event)
      }}
      onDrop={() => dropped(editor)}
    />
  )
})

function Placeholder({ isInviting }: { isInviting: boolean }) {
  const { t } = useTexts()
  return (
    <div className="page-placeholder" aria-hidden="true">
      {t('editor.placeholder')}
      {isInviting && <small>{t('editor.invitation')}</small>}
    </div>
  )
}

function goToText(editor: PageSession['editor']): void {
  Transforms.select(editor, Editor.start(editor, []))
  focusText(editor)
}
