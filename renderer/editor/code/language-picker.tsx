/** Where the language of a box of code is chosen. Those chosen last come first. */
import { type RefObject, useCallback, useMemo, useState } from 'react'
import { Transforms } from 'slate'
import { ReactEditor } from 'slate-react'
import { z } from '#preload/document/zod.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { fuzzyScore } from '#renderer/ui/fuzzy.ts'
import { storeIfRoom } from '#renderer/editor/saving/browser-storage.ts'
import { type CodeLanguage, codeLanguages } from '#preload/document/code-languages.ts'
import { Finder } from '#renderer/editor/tools/finder.tsx'
import { Held, useHeld } from '#renderer/editor/held.ts'
import { perEditor } from '#renderer/editor/document/per-editor.ts'
import { parseJson } from '#renderer/editor/saving/json.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { backToText } from '#renderer/editor/tools/page-tools.ts'

/** The box of code, by id, whose language is being chosen. */
export const askedLanguage = perEditor(() => new Held<string | null>(null))

const storageKey = 'moke.code-languages'
const mostRecent = 5

function recent(): readonly string[] {
  const read = z.array(z.string()).safeParse(parseJson(localStorage.getItem(storageKey) ?? ''))
  return read.success ? read.data : []
}

function remember(language: string): void {
  storeIfRoom(storageKey, JSON.stringify([language, ...recent().filter((each) => each !== language)].slice(0, mostRecent)))
}

interface LanguagePickerProps {
  readonly editor: StudioEditor
  readonly frame: RefObject<HTMLElement | null>
}

export function LanguagePicker({ editor, frame }: LanguagePickerProps) {
  const block = useHeld(askedLanguage(editor))
  return block === null ? null : <OpenPicker editor={editor} frame={frame} block={block} />
}

function OpenPicker({ editor, frame, block }: LanguagePickerProps & { readonly block: string }) {
  const { t } = useTexts()
  const [query, setQuery] = useState('')
  const found = useMemo(() => languagesFor(query), [query])
  const anchor = useCallback(() => {
    const text = ReactEditor.toDOMNode(editor, editor)
    return text.querySelector(`[data-block="${CSS.escape(block)}"] .code-language`)?.getBoundingClientRect() ?? null
  }, [editor, block])
  const close = () => askedLanguage(editor).set(null)
  const choose = (at: number) => {
    const language = found[at]
    const index = blocksOf(editor).findIndex(({ id }) => id === block)
    close()
    backToText(editor)
    if (!language || index < 0) return
    remember(language.id)
    editor.history.group(() => Transforms.setNodes(editor, { language: language.id }, { at: [index] }))
  }
  return (
    <Finder
      editor={editor}
      frame={frame}
      anchor={anchor}
      label={t('code.language')}
      hint={t('code.find-language')}
      query={query}
      write={setQuery}
      options={found.map(({ id, name }) => ({ key: id, label: id === 'plaintext' ? t('code.plain') : name }))}
      none={t('code.none')}
      choose={choose}
      close={close}
    />
  )
}

/** What fits best first; without a query those chosen last, then all. */
function languagesFor(query: string): readonly CodeLanguage[] {
  if (query.trim() === '') {
    const last = recent()
    const place = ({ id }: CodeLanguage) => (last.includes(id) ? last.indexOf(id) : last.length)
    return codeLanguages.toSorted((a, b) => place(a) - place(b))
  }
  const scored = codeLanguages.flatMap((language) => {
    const scores = [language.name, language.id, ...language.others].flatMap((word) => fuzzyScore(query, word) ?? [])
    return scores.length > 0 ? [{ language, score: Math.max(...scores) }] : []
  })
  return scored.toSorted((a, b) => b.score - a.score).map(({ language }) => language)
}
