import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { Transforms, Editor } from 'slate'
import { Editable, Slate } from 'slate-react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { BlockStoresProvider, renderChunk, renderElement, renderLeaf, renderText } from './blocks.tsx'
import { clickedBelow, focusText, keepCaretInView } from './caret-view.ts'
import { FormulaPopover } from './formula-popover.tsx'
import { FindBar } from './find-bar.tsx'
import { GhostView } from './ghost-view.tsx'
import { LinkTargetsProvider } from './link-view.tsx'
import { ImageDrop } from './image-drop.tsx'
import { NotePeek } from './note-peek.tsx'
import { Notice } from './notice.tsx'
import { ObjectStoresProvider } from './object-stores.tsx'
import { PasteView } from './paste-view.tsx'
import { pressed } from './page-keys.ts'
import type { PageProps } from './page-props.ts'
import { isEditable, PageSession } from './page-session.ts'
import { TableTools } from './table-tools.tsx'
import { TextTools } from './text-tools.tsx'
import { UploadCards } from './upload-cards.tsx'
import { Title } from './title.tsx'
import { Toolbar } from './toolbar.tsx'
import './editor.css'
import './view-modes.css'

/** The page on which a lesson is written. Remount it by key to open another. */
export function Page(props: PageProps) {
  const [session] = useState(() => new PageSession(props))
  const view = useSyncExternalStore(session.subscribe, session.getView)
  const root = useRef<HTMLElement>(null)
  const body = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => session.update(props))
  useEffect(() => (root.current ? session.start(root.current) : undefined), [session])
  const { onHold } = props
  useEffect(() => {
    onHold?.(session.hold)
    return () => onHold?.(null)
  }, [session, onHold])
  const stores = useState(() => ({ ghosts: session.ghosts, neighbours: session.neighbours }))[0]
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
          <Title title={props.open.title} editable={editable} rename={props.rename} onLeave={() => goToText(editor)} />
          <LinkTargetsProvider value={props.links}>
            <div ref={body} className="page-body">
              {view.isBlank && editable && <Placeholder isInviting={props.suggestionsOn} />}
              <BlockStoresProvider value={stores}>
                <ObjectStoresProvider value={session.objects}>
                  <TextArea session={session} editable={editable} />
                </ObjectStoresProvider>
              </BlockStoresProvider>
              <GhostView editor={editor} ghosts={session.ghosts} frame={body} accept={() => session.accept('all')} isQuiet={view.isQuiet} />
              <NotePeek frame={body} notes={session.objects.notes} />
              <TextTools editor={editor} frame={body} editable={editable} isComposing={session.isComposing} />
              {editable && <TableTools editor={editor} frame={body} />}
              {editable && <FormulaPopover editor={editor} frame={body} />}
              {editable && <ImageDrop editor={editor} frame={body} />}
              <UploadCards uploads={session.uploads} />
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
      onBlur={() => session.left()}
      onPointerDown={() => session.pointed()}
      onMouseDown={(event) => clickedBelow(editor, event)}
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
