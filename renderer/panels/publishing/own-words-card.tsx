/** What an author writes for a platform alone: titles, introductions, what its forms ask for. Of the lesson that is looked at, and of the whole. */
import { ChevronRight } from 'lucide-react'
import type { LessonId } from '#preload/contract/library.ts'
import type { OptionValue, OptionValues, TargetFacts, TargetOption } from '#preload/contract/targets.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { OwnText } from './own-text.tsx'
import type { OwnField } from './own-title.ts'
import { spaced } from './target-groups.ts'
import { useLedTo } from './use-led-to.ts'
import './options-card.css'

interface OwnWordsGiven {
  readonly target: TargetFacts
  /** As they are now; undefined until they are known. */
  readonly values: OptionValues | undefined
  /** Null: none is looked at. */
  readonly lesson: { readonly id: LessonId; readonly title: string } | null
  readonly course: { readonly id: string; readonly title: string }
  readonly author: string
  readonly editable: boolean
  /** The field that a finding leads to; another object each time. */
  readonly wanted: OwnField | null
  /** Whether they are stored. */
  readonly onSet: (values: OptionValues) => Promise<boolean>
}

type OwnOption = Extract<TargetOption, { kind: 'text' | 'lessons' }>

function isOwnOption(option: TargetOption): option is OwnOption {
  return option.kind === 'text' || option.kind === 'lessons'
}

export function OwnWordsCard({ target, values, lesson, course, author, editable, wanted, onSet }: OwnWordsGiven) {
  const { t, language } = useTexts()
  const card = useLedTo(wanted, values === undefined ? undefined : (lesson?.id ?? null))
  const options = target.options.filter(isOwnOption)
  if (options.length === 0) return null
  const instead = { course: course.title, lesson: lesson?.title ?? '', author } as const
  const shown = (option: OwnOption) => ({ option, instead: option.or === null ? '' : instead[option.or] })
  return (
    <details className="card options" ref={card}>
      <summary>
        <ChevronRight aria-hidden="true" />
        <h2>{t('publishing.own-words', { target: spaced(language, target.name[language], 'after') })}</h2>
      </summary>
      <div className="options-lines" inert={!editable}>
        {values &&
          lesson &&
          options
            .filter(({ kind }) => kind === 'lessons')
            .map((option) => (
              <OwnText
                key={`${course.id} ${lesson.id} ${option.name}`}
                place={`${target.id} ${course.id} ${lesson.id} ${option.name}`}
                {...shown(option)}
                value={textOf(values[option.name], lesson.id)}
                onSet={(text) => onSet({ [option.name]: { [lesson.id]: text } })}
              />
            ))}
        {values &&
          options
            .filter(({ kind }) => kind === 'text')
            .map((option) => (
              <OwnText
                key={`${course.id} ${option.name}`}
                place={`${target.id} ${course.id} ${option.name}`}
                {...shown(option)}
                value={textOf(values[option.name], null)}
                onSet={(text) => onSet({ [option.name]: text })}
              />
            ))}
      </div>
    </details>
  )
}

/** `lesson`: where a value has a text for each. */
function textOf(value: OptionValue | undefined, lesson: string | null): string {
  if (lesson === null) return typeof value === 'string' ? value : ''
  return typeof value === 'object' && !Array.isArray(value) ? (value[lesson] ?? '') : ''
}
