/** `moke calibrate`: how far a model's suggestions can be trusted, written into its file. */
import { CommandError, defineCommand } from './command.ts'

/** For so many characters that are written at the end of a text, one place in the middle of one. */
const charactersForGap = 40

export const calibrateModel = defineCommand({
  details: `At every place of held-out text the model is asked for all it has, and each word is compared with what was written
there; in the middle of paragraphs, too, where it also counts how well what follows goes on from it. What is learned decides from then on which suggestions are worth showing. It is kept in the model's own file
(moke.calibration), so that it goes where the file goes; text that the model was trained on would make it too sure of
itself. Of the documents every second one is used, by their text; \`moke eval --writing\` judges by the others.

What reading a wrong suggestion costs is chosen as low as --precision allows, apart for Chinese and for languages written in
letters: the share less its standard error must reach it in each language, in Chinese both letter by letter and by the word.`,
  operands: { value: 'MODEL', help: 'The model, a GGUF file.', count: 'one' },
  options: {
    data: { type: 'string', value: 'FILE', help: 'Held-out documents (.jsonl or .jsonl.xz).', required: true, multiple: true },
    out: { type: 'string', value: 'FILE', help: 'Write here instead of into MODEL.' },
    precision: {
      type: 'number',
      value: 'P',
      help: 'Share of the suggestions that shall begin rightly, at least, in each language.',
      default: 0.5,
      minimum: 0.05,
      maximum: 0.95,
    },
    language: { type: 'string', value: 'LANG', help: 'Only the documents of this language (zh, en); all if not given.' },
    characters: { type: 'number', value: 'N', help: 'Places of each language, at most.', default: 20_000, integer: true, minimum: 100 },
    seed: { type: 'number', value: 'N', help: 'Draws other places.', default: 1, integer: true, minimum: 0 },
    threads: { type: 'number', value: 'N', help: 'Threads of the processor.', default: 1, integer: true, minimum: 1 },
  },
  async run({ operands, options, signal, progress, output }) {
    const [model = ''] = operands
    const { calibrate, gapsOf, lastPart, stretchesOf } = await import('#engine/evaluation/index.ts')
    const { calibrationKey, calibrationToText } = await import('#engine/completion/index.ts')
    const { copyGguf } = await import('#engine/formats/index.ts')
    const { unjudged, withModel, worksOf } = await import('./writing.ts')
    const works = await worksOf(options.data, true, { language: options.language, signal })
    const stretches = [...works.values()].flatMap((ofLanguage) => stretchesOf(ofLanguage, options))
    const places = Math.ceil(options.characters / charactersForGap)
    const gaps = [...works.values()].flatMap((ofLanguage) => gapsOf(ofLanguage, { places, seed: options.seed }))
    const characters = stretches.reduce((sum, { from, to }) => sum + to - from, 0)
    if (characters === 0) throw new CommandError(`${options.data.join(', ')}: the documents for calibrating are too short.`)
    const { calibration, trials } = await withModel({ ...options, model, signal, progress }, unjudged, (completer) =>
      calibrate(stretches, (question) => lastPart(completer, question, signal), {
        precision: options.precision,
        gaps,
        signal,
        onProgress: (done) => progress.update(`${done} of ${characters} characters`),
        onGap: (done) => progress.update(`${done} of ${gaps.length} places within paragraphs`),
      }),
    )
    const file = options.out ?? model
    await copyGguf(model, file, { [calibrationKey]: { type: 'string', value: calibrationToText(calibration) } }, signal)
    output({ file, ...calibration, trials }, text(file, calibration, trials))
  },
})

type Fitted = Awaited<ReturnType<typeof import('#engine/evaluation/index.ts').calibrate>>

function text(file: string, { words, readingCosts, reliability }: Fitted['calibration'], trials: Fitted['trials']): string {
  const share = (value: number) => value.toFixed(3)
  return [
    `${file}: calibrated on ${words} words; reading a wrong suggestion counts ${readingCosts.han} key presses in Chinese, ${readingCosts.letters} in letters`,
    '',
    'cost   saved  precision      coverage  keys saved  length  text',
    ...trials.map(({ readingCost: cost, writing, language, typing }) =>
      [
        cost.toFixed(2).padEnd(5),
        share(writing.saved),
        `${share(writing.precision)} ± ${writing.errors ? share(writing.errors.precision) : '?    '}`,
        share(writing.coverage).padEnd(8),
        share(writing.keysSaved).padEnd(10),
        writing.length.toFixed(2).padStart(6),
        typing === 'word' ? `${language}, by the word` : language,
      ].join('  '),
    ),
    '',
    'predicted   seen   words',
    ...reliability.map(({ predicted, seen, count }) => `${share(predicted).padStart(9)}  ${share(seen)}  ${String(count).padStart(6)}`),
  ].join('\n')
}
