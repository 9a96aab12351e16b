import { type ChangeEvent, type CompositionEvent, useEffect, useLayoutEffect, useState } from 'react'
import { useTexts } from './i18n.tsx'
import { type Rename, TitleTyping } from './title-typing.ts'
import { useNotices } from './toast.tsx'
import { isUnnamed } from './unnamed.ts'

type Field = HTMLInputElement | HTMLTextAreaElement

/** What stands in a title's field, what the field tells, and what its keys do. `name` stays the same for as long as what is called so does. */
export function useTitleField(title: string, name: Rename) {
  const { t } = useTexts()
  const notices = useNotices()
  const [draft, setDraft] = useState<string | null>(null)
  const [typing] = useState(() => new TitleTyping(title, setDraft))
  useLayoutEffect(() => typing.called(title), [typing, title])
  useEffect(() => typing.nameBy(name), [typing, name])
  return {
    shown: draft ?? title,
    /** Whether that was typed here, and is not just what it is called. */
    isTyped: draft !== null,
    isUnchanged: (typed: string) => typing.isUnchanged(typed),
    giveUp: () => typing.giveUp(),
    /** The author is done with what stands there. */
    leave: (typed: string) => {
      const kept = typing.left(typed)
      // What nobody has given a title yet goes on as it was, which its field shows.
      if (kept !== null && !isUnnamed(kept)) notices.show({ text: t('ui.title-kept', { title: kept }), about: 'title' })
    },
    props: {
      onFocus: () => typing.entered(),
      onChange: ({ target, nativeEvent }: ChangeEvent<Field>) => typing.changed(target.value, nativeEvent instanceof InputEvent && nativeEvent.isComposing),
      onCompositionEnd: ({ currentTarget }: CompositionEvent<Field>) => typing.composed(currentTarget.value),
    },
  }
}
