import { Plus, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { TargetOption } from '#preload/contract/targets.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { fieldOf, useKept } from './use-kept.ts'
import { pairsFrom, pairsFromText, type Pair, textFromPairs, wordsFrom } from './word-pairs.ts'

interface WordsGiven {
  /** What they are words of: they wait there while they can't be stored. */
  readonly place: string
  readonly option: Extract<TargetOption, { kind: 'words' }>
  readonly value: Readonly<Record<string, string>>
  /** Whether they are stored. */
  readonly onSet: (words: Record<string, string>) => Promise<boolean>
}

/** Words and what is put for each, such as how a name is read. Kept as texts of the author's own are. */
export function WordsOption({ place, option, value, onSet }: WordsGiven) {
  const { t, language } = useTexts()
  const store = (text: string) => onSet(wordsFrom(pairsFromText(text)))
  const { typed, isUnstored, kept } = useKept(place, textFromPairs(pairsFrom(value)), store, wordsMeant)
  const pairs = pairsFromText(typed)
  const type = (next: readonly Pair[], isComposing = false) => kept.type(textFromPairs(next), isComposing)
  const field = (at: number, part: keyof Pair) => ({
    className: 'field',
    'aria-label': option[part][language],
    placeholder: option[part][language],
    autoComplete: 'off',
    ...fieldOf(kept, pairs[at]?.[part] ?? '', (text, isComposing) =>
      type(
        pairs.map((pair, each) => (each === at ? { ...pair, [part]: text } : pair)),
        isComposing,
      ),
    ),
  })
  // Whoever adds a pair writes it next.
  const rows = useRef<HTMLFieldSetElement>(null)
  const isAdded = useRef(false)
  useEffect(() => {
    if (!isAdded.current) return
    isAdded.current = false
    rows.current?.querySelector<HTMLInputElement>(':scope > div:last-of-type input')?.focus()
  }, [pairs.length])
  const add = () => {
    isAdded.current = true
    type([...pairs, { from: '', to: '' }])
  }
  const remove = (at: number) => {
    type(pairs.filter((_, each) => each !== at))
    void kept.settle()
  }
  return (
    <fieldset className="options-words" ref={rows}>
      <legend>{option.label[language]}</legend>
      {option.hint && <small>{option.hint[language]}</small>}
      {pairs.map((_, at) => (
        <div key={at}>
          <input {...field(at, 'from')} />
          <input {...field(at, 'to')} />
          <IconButton label={t('publishing.word-remove')} onClick={() => remove(at)}>
            <X />
          </IconButton>
        </div>
      ))}
      {isUnstored && (
        <small className="options-wrong" role="status">
          {t('publishing.own-unstored')}
        </small>
      )}
      <Button kind="quiet" onClick={add}>
        <Plus />
        {t('publishing.word-add')}
      </Button>
    </fieldset>
  )
}

function wordsMeant(text: string): string {
  return JSON.stringify(wordsFrom(pairsFromText(text)))
}
