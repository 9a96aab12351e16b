/** `moke eval --middle`: what a model suggests in the middle of a text, with and without the text behind the caret. */
import type { CompletionRequest } from '#engine/completion/index.ts'
import { fillIn, gapsOf, type MiddleTally } from '#engine/evaluation/index.ts'
import type { CommandContext } from './command.ts'
import { lastPart, withModel, worksOf, type WritingOptions } from './writing.ts'

export type MiddleOptions = Omit<WritingOptions, 'characters' | 'typing'> & { readonly places: number }

/** Measures, and puts out the figures. */
export async function middleFigures({ places, ...options }: MiddleOptions, output: CommandContext['output']): Promise<void> {
  const { data, seed, signal, progress } = options
  const works = await worksOf(data, false, options)
  const { languages, fillsIn } = await withModel({ ...options, characters: 0 }, {}, async (completer) => {
    const found = new Map<string, { readonly within: MiddleTally; readonly blind: MiddleTally }>()
    for (const [language, ofLanguage] of works) {
      const gaps = gapsOf(ofLanguage, { places, seed })
      let asked = 0
      const suggest = async (question: CompletionRequest) => {
        signal.throwIfAborted()
        progress.update(`${language}: ${++asked} of ${2 * gaps.length} places`)
        return (await lastPart(completer, question, signal)).text
      }
      found.set(language, { within: await fillIn(gaps, suggest, false), blind: await fillIn(gaps, suggest, true) })
    }
    return { languages: found, fillsIn: completer.model.fillsIn }
  })
  output({ fillsIn, languages: Object.fromEntries(languages) }, table(languages))
}

function table(languages: ReadonlyMap<string, { readonly within: MiddleTally; readonly blind: MiddleTally }>): string {
  const rows = [...languages].flatMap(([language, { within, blind }]) => [
    row(within, `${language}: as shown`),
    row(blind, `${language}: blind to what follows`),
  ])
  return ['places  shown  first words right  repeated', ...rows].join('\n')
}

function row({ asked, shown, found, repeated }: MiddleTally, name: string): string {
  return `${String(asked).padStart(6)}  ${String(shown).padStart(5)}  ${String(found).padStart(17)}  ${String(repeated).padStart(8)}  ${name}`
}
