import { Plus, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { TargetOption } from '#preload/contract/targets.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { pairsFrom, type Pair, wordsFrom } from './word-pairs.ts'

interface WordsGiven {
  readonly option: Extract<TargetOption, { kind: 'words' }>
  readonly value: Readonly<Record<string, string>>
  readonly onSet: (words: Record<string, string>) => void
}

/** Words and what is put for each, such as how a name is read. Kept as soon as the author leaves a field. */
export function WordsOption({ option, value, onSet }: WordsGiven) {
  const { t, language } = useTexts()
  const [pairs, setPairs] = useState<readonly Pair[]>(() => pairsFrom(value))
  const given = JSON.stringify(value)
  useEffect(() => setPairs((now) => (JSON.stringify(wordsFrom(now)) === given ? now : pairsFrom(JSON.parse(given) as Record<string, string>))), [given])
  const settle = (next: readonly Pair[]) => {
    const words = wordsFrom(next)
    if (JSON.stringify(words) !== given) onSet(words)
  }
  const change = (at: number, part: Partial<Pair>) => setPairs(pairs.map((pair, each) => (each === at ? { ...pair, ...part } : pair)))
  return (
    <fieldset className="options-words">
      <legend>{option.label[language]}</legend>
      {option.hint && <small>{option.hint[language]}</small>}
      {pairs.map((pair, at) => (
        <div key={at}>
          <input
            className="field"
            aria-label={option.from[language]}
            placeholder={option.from[language]}
            value={pair.from}
            onChange={(event) => change(at, { from: event.target.value })}
            onBlur={() => settle(pairs)}
          />
          <input
            className="field"
            aria-label={option.to[language]}
            placeholder={option.to[language]}
            value={pair.to}
            onChange={(event) => change(at, { to: event.target.value })}
            onBlur={() => settle(pairs)}
          />
          <IconButton
            label={t('publishing.word-remove')}
            onClick={() => {
              const next = pairs.filter((_, each) => each !== at)
              setPairs(next)
              settle(next)
            }}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <Button kind="quiet" onClick={() => setPairs([...pairs, { from: '', to: '' }])}>
        <Plus />
        {t('publishing.word-add')}
      </Button>
    </fieldset>
  )
}
