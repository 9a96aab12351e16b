/** The menu that a slash opens: kinds of blocks by Chinese name, pinyin, initials or English, chosen without leaving the text. */
import { type RefObject, useCallback, useEffect, useId, useLayoutEffect, useMemo, useState, useRef } from 'react'
import { ReactEditor } from 'slate-react'
import { Editor, Transforms } from 'slate'
import { useHeld } from '#renderer/editor/held.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { search } from '#renderer/ui/search.ts'
import { fillText, wordsOf } from '#renderer/ui/translate.ts'
import { movedBy, optionId } from '#renderer/ui/use-choosing.ts'
import { usePinyin } from '#renderer/ui/use-pinyin.ts'
import { boxOf, placeBeside } from './float-layout.ts'
import { insertKinds, type Kind, shapeKinds } from './kinds.tsx'
import { OptionList } from './option-list.tsx'
import { currentBlock, currentLine } from '#renderer/editor/document/selected.ts'
import { isShapeable, reshape } from '#renderer/editor/document/shapes.ts'
import { type OpenSlash, slashIn } from './slash.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import './float.css'

interface SlashMenuProps {
  readonly editor: StudioEditor
  /** The element that it is placed in. */
  readonly frame: RefObject<HTMLElement | null>
}

export function SlashMenu({ editor, frame }: SlashMenuProps) {
  const slash = slashIn(editor)
  const opened = useHeld(slash)
  return opened ? <OpenMenu key={`${opened.line} ${opened.start}`} editor={editor} frame={frame} opened={opened} /> : null
}

function OpenMenu({ editor, frame, opened }: SlashMenuProps & { readonly opened: OpenSlash }) {
  const { t } = useTexts()
  const slash = slashIn(editor)
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const found = useFound(editor, opened.query)
  const [chosen, setChosen] = useState({ query: '', active: 0 })
  const active = chosen.query === opened.query ? Math.max(0, Math.min(chosen.active, found.length - 1)) : 0
  const choose = useCallback(
    (kind: Kind | undefined) => {
      if (kind) chooseKind(editor, kind)
    },
    [editor],
  )
  useEffect(() => {
    return slash.hear(({ key }) => {
      const next = movedBy(key, active, found.length)
      if (next !== null) setChosen({ query: opened.query, active: next })
      else if (key === 'Escape') slash.close()
      else if (key === 'Enter' || key === 'Tab') choose(found[active])
      else return false
      return true
    })
  }, [slash, found, active, choose, opened.query])
  // Nothing is called so: it was text.
  useEffect(() => {
    if (found.length === 0 && !opened.isComposed) slash.close()
  }, [found, slash, opened.isComposed])
  useLayoutEffect(() => {
    const box = slash.range() && boxOf(editor, { anchor: slash.pointAt(opened.start), focus: slash.pointAt(opened.start + 1) })
    if (menu.current && frame.current && box) placeBeside(editor, menu.current, box, frame.current, 'below')
  }, [slash, editor, frame, opened.start, found])
  useComposed(editor)
  useActiveOption(editor, id, active)
  return (
    <div ref={menu} className="floating page-float slash-menu" hidden={found.length === 0}>
      <OptionList
        id={id}
        label={t('editor.insert')}
        options={found.map(({ name, text, icon, keys }) => ({ key: name, label: t(text), icon, keys }))}
        active={active}
        onActive={(next) => setChosen({ query: opened.query, active: next })}
        onChoose={(index) => choose(found[index])}
      />
    </div>
  )
}

/** Kinds that fit, best first; where a block can't be, only what stands in a line. */
function useFound(editor: StudioEditor, query: string): readonly Kind[] {
  const pinyin = usePinyin()
  const block = currentBlock(editor)?.block
  const isBlockPlace = block !== undefined && isShapeable(block)
  return useMemo(() => {
    const kinds = [...shapeKinds, ...insertKinds].filter(({ isInline }) => isBlockPlace || isInline)
    return search(query, kinds, wordsOfKind, pinyin).map(({ item }) => item)
  }, [query, pinyin, isBlockPlace])
}

const wordsOfKind = ({ text, synonyms }: Kind) => ({ title: fillText('zh-CN', text), synonyms: [fillText('en', text), ...wordsOf(text), ...wordsOf(synonyms)] })

/** What an input method has written so far finds already. */
function useComposed(editor: StudioEditor): void {
  useEffect(() => {
    const text = ReactEditor.toDOMNode(editor, editor)
    const update = ({ data }: CompositionEvent) => slashIn(editor).composing(data)
    text.addEventListener('compositionupdate', update)
    return () => text.removeEventListener('compositionupdate', update)
  }, [editor])
}

/** Tells those who hear the page which line is chosen, while the focus stays in the text. */
function useActiveOption(editor: StudioEditor, id: string, active: number): void {
  useEffect(() => {
    const text = ReactEditor.toDOMNode(editor, editor)
    text.setAttribute('aria-controls', id)
    text.setAttribute('aria-activedescendant', optionId(id, active))
    return () => {
      text.removeAttribute('aria-controls')
      text.removeAttribute('aria-activedescendant')
    }
  }, [editor, id, active])
}

/** The slash and what was typed behind it give way to what was chosen, in one step. */
function chooseKind(editor: StudioEditor, kind: Kind): void {
  const slash = slashIn(editor)
  const range = slash.range()
  slash.close()
  if (!range) return
  editor.history.group(() => {
    Transforms.delete(editor, { at: range })
    const line = currentLine(editor)
    // The blank that the slash stood behind was its own.
    if (line && !kind.isInline) trimBefore(editor)
    const index = currentBlock(editor)?.index
    if (kind.shape && index !== undefined) reshape(editor, index, kind.shape)
    else kind.run(editor)
  })
}

function trimBefore(editor: StudioEditor): void {
  const { selection } = editor
  const before = selection && Editor.before(editor, selection.focus)
  if (!selection || !before || before.path[0] !== selection.focus.path[0] || !Editor.isEnd(editor, selection.focus, [before.path[0] ?? 0])) return
  const at = { anchor: before, focus: selection.focus }
  if (Editor.string(editor, at) === ' ') Transforms.delete(editor, { at })
}
