/** Where a link's address is written, or a lesson is found for it to lead to. */
import { FileText, Globe, Mail, Unlink } from 'lucide-react'
import { type RefObject, useCallback, useMemo, useState } from 'react'
import { type Range, Transforms } from 'slate'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { search } from '#renderer/ui/search.ts'
import { usePinyin } from '#renderer/ui/use-pinyin.ts'
import { addressFrom, lessonOf, linkToLesson } from './addresses.ts'
import { useHeld } from '#renderer/editor/held.ts'
import { Finder } from '#renderer/editor/tools/finder.tsx'
import { boxOf } from '#renderer/editor/tools/float-layout.ts'
import { type EditedLink, editedLink, leaveLink } from './link-editing.ts'
import type { LinkTargets } from './link-targets.ts'
import { removeLink, setLink } from './links.ts'
import type { Option } from '#renderer/editor/tools/option-list.tsx'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { useHeldSelection } from '#renderer/editor/tools/use-held-selection.ts'
import { backToText } from '#renderer/editor/tools/page-tools.ts'

interface LinkPopoverProps {
  readonly editor: StudioEditor
  readonly frame: RefObject<HTMLElement | null>
  readonly targets: LinkTargets
}

export function LinkPopover({ editor, frame, targets }: LinkPopoverProps) {
  const held = editedLink(editor)
  const edited = useHeld(held)
  return edited ? <OpenPopover editor={editor} frame={frame} targets={targets} edited={edited} /> : null
}

/** Something to choose: a link, with the text that it has where none is there. */
interface Choice extends Option {
  readonly link: string
  readonly text: string
}

function OpenPopover({ editor, frame, targets, edited }: LinkPopoverProps & { readonly edited: EditedLink }) {
  const { t } = useTexts()
  const [query, setQuery] = useState(() => (edited.link && lessonOf(edited.link) === null ? edited.link.replace(/^mailto:/, '') : ''))
  const choices = useChoices(targets, query)
  const { place } = edited
  useHeldSelection(editor, place.current)
  const anchor = useCallback(() => place.current && boxOf(editor, place.current, 'end'), [editor, place])
  const inText = (run: (range: Range) => void) => {
    const range = leaveLink(editor)
    backToText(editor)
    if (range) run(range)
  }
  const choose = (index: number) => {
    const choice = choices[index]
    if (!choice) return
    inText((range) => {
      Transforms.select(editor, range)
      setLink(editor, choice.link, choice.text)
    })
  }
  return (
    <Finder
      editor={editor}
      frame={frame}
      anchor={anchor}
      label={t('editor.link')}
      hint={t('link.field')}
      query={query}
      write={setQuery}
      options={choices}
      none={t('link.none')}
      more={
        edited.link && (
          <IconButton label={t('link.remove')} onClick={() => inText((range) => removeLink(editor, range))}>
            <Unlink />
          </IconButton>
        )
      }
      choose={choose}
      close={() => leaveLink(editor)}
    />
  )
}

const most = 8

/** What is written as an address, if it is one, and lessons that are called so; without a query, those nearby. */
function useChoices(targets: LinkTargets, query: string): readonly Choice[] {
  const { t } = useTexts()
  const pinyin = usePinyin()
  return useMemo(() => {
    const address = addressFrom(query)
    const lessons =
      query.trim() === ''
        ? targets.list()
        : search(query, targets.list(), ({ title, number }) => ({ title, synonyms: [number] }), pinyin).map(({ item }) => item)
    const shown = lessons.slice(0, most).map(({ id, title, number, place }): Choice => {
      const link = linkToLesson(id)
      return { key: link, link, text: title, label: `${number} ${title}`.trim(), note: place, icon: <FileText /> }
    })
    if (!address) return shown
    const icon = address.startsWith('mailto:') ? <Mail /> : <Globe />
    return [{ key: address, link: address, text: query.trim(), label: t('link.to', { address: query.trim() }), icon }, ...shown]
  }, [targets, query, pinyin, t])
}
