/** `moke eval --writing`: what a model's suggestions save an author, by language and class of text. */
import type { MeasuredWriting } from '#engine/evaluation/index.ts'
import type { CommandContext } from './command.ts'
import { type LanguageFigures, measureWriting, type WritingOptions } from './writing.ts'

type Output = CommandContext['output']

/** Measures, and puts out the figures. */
export async function writingFigures(options: WritingOptions, output: Output): Promise<void> {
  const { isCalibrated, languages } = await measureWriting(options)
  if (!isCalibrated) options.progress.note('The model has no calibration (`moke calibrate`); suggestions are judged by fixed thresholds.')
  const record = Object.fromEntries([...languages].map(([language, { all, byClass }]) => [language, { ...all, byClass: Object.fromEntries(byClass) }]))
  output({ isCalibrated, languages: record }, table(languages))
}

function table(languages: ReadonlyMap<string, LanguageFigures>): string {
  const rows = [...languages].flatMap(([language, { all, byClass }]) => [
    ...[...byClass].map(([name, figures]) => row(figures, `${language}: ${name}`)),
    row(all, `${language}: all`),
  ])
  return ['saved          precision      coverage       keys saved     length  characters  text', ...rows].join('\n')
}

function row({ errors, characters, length, ...figures }: MeasuredWriting, name: string): string {
  const shares = (['saved', 'precision', 'coverage', 'keysSaved'] as const).map(
    (figure) => `${figures[figure].toFixed(3)} ± ${errors?.[figure].toFixed(3) ?? '?    '}`,
  )
  return `${shares.join('  ')}  ${length.toFixed(2).padStart(6)}  ${String(characters).padStart(10)}  ${name}`
}
