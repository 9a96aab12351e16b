/** What can be chosen of a target, and who the author is: folded away, for it is set once. */
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { CourseId } from '#preload/contract/library.ts'
import type { PublishingState } from '#preload/contract/publishing.ts'
import type { OptionValue, OptionValues, TargetFacts, TargetId, TargetOption } from '#preload/contract/targets.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { CoverOption } from './cover-option.tsx'
import { FolderLine } from './folder-line.tsx'
import type { OwnField } from './own-title.ts'
import { spaced } from './target-groups.ts'
import { typedNumber } from './typed-number.ts'
import { useKept } from './use-kept.ts'
import { useLedTo } from './use-led-to.ts'
import { WordsOption } from './words-option.tsx'
import './options-card.css'

interface OptionsGiven {
  readonly course: CourseId
  readonly target: TargetFacts
  /** As they are now; undefined until they are known. */
  readonly values: OptionValues | undefined
  readonly state: PublishingState
  readonly editable: boolean
  /** The field that a finding leads to; another object each time. */
  readonly wanted: OwnField | null
  /** Whether they are stored. */
  readonly onSet: (values: OptionValues) => Promise<boolean>
  readonly onName: (names: { readonly author?: string; readonly producer?: string }) => Promise<boolean>
}

export function OptionsCard({ course, target, values, state, editable, wanted, onSet, onName }: OptionsGiven) {
  const { t, language } = useTexts()
  const card = useLedTo(wanted, null)
  return (
    <details className="card options" ref={card}>
      <summary>
        <ChevronRight aria-hidden="true" />
        <h2>{t('publishing.options', { target: spaced(language, target.name[language], 'after') })}</h2>
      </summary>
      <div className="options-lines" inert={!editable}>
        {!target.isTried && <p className="options-note">{t('publishing.untried')}</p>}
        {values &&
          target.options.map((option) => (
            <OptionLine key={`${target.id} ${course} ${option.name}`} {...{ course, target: target.id, option, onSet }} value={values[option.name]} />
          ))}
        {(['author', 'producer'] as const).map((name) => (
          <NameLine key={name} name={name} value={state[name]} onName={(typed) => onName({ [name]: typed })} />
        ))}
        <FolderLine folder={state.folder} isDefault={state.isDefault} />
      </div>
    </details>
  )
}

interface LineGiven<O extends TargetOption> {
  readonly option: O
  readonly value: OptionValue | undefined
  readonly onSet: (values: OptionValues) => Promise<boolean>
}

function OptionLine({ course, target, option, value, onSet }: LineGiven<TargetOption> & { readonly course: CourseId; readonly target: TargetId }) {
  const { language } = useTexts()
  const store = (next: OptionValue) => onSet({ [option.name]: next })
  const set = (next: OptionValue) => void store(next)
  const place = `${target} ${course} ${option.name}`
  const label = option.label[language]
  const hint = option.hint?.[language]
  switch (option.kind) {
    case 'choice':
      return (
        <Line label={label} hint={hint}>
          <Segmented
            label={label}
            value={typeof value === 'string' ? value : ''}
            choices={option.choices.map((each) => ({ value: each.value, label: each.label[language] }))}
            onChange={set}
          />
        </Line>
      )
    case 'cover':
      return <CoverOption option={option} value={value} course={course} onSet={set} />
    case 'several': {
      const chosen = Array.isArray(value) ? value : []
      return (
        <Line label={label} hint={hint}>
          <div className="options-several" role="group" aria-label={label}>
            {option.choices.map((each) => (
              <label key={each.value}>
                <input
                  type="checkbox"
                  checked={chosen.includes(each.value)}
                  onChange={(event) =>
                    set(option.choices.map((one) => one.value).filter((one) => (one === each.value ? event.target.checked : chosen.includes(one))))
                  }
                />
                {each.label[language]}
              </label>
            ))}
          </div>
        </Line>
      )
    }
    case 'switch':
      return (
        <Line label={label} hint={hint}>
          <Switch label={label} checked={value === true} onChange={set} />
        </Line>
      )
    case 'number':
      return <NumberLine {...{ place, option, value }} onSet={store} />
    // These have a card of their own.
    case 'text':
    case 'lessons':
      return null
    case 'words':
      return <WordsOption {...{ place, option }} value={typeof value === 'object' && !Array.isArray(value) ? value : {}} onSet={store} />
    default:
      return option satisfies never
  }
}

function Line({ label, hint, id, children }: { label: string; hint: string | undefined; id?: string; children: ReactNode }) {
  return (
    <div className="options-line">
      <div>
        {id === undefined ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
        {hint !== undefined && <small>{hint}</small>}
      </div>
      {children}
    </div>
  )
}

interface NumberGiven {
  readonly place: string
  readonly option: Extract<TargetOption, { kind: 'number' }>
  readonly value: OptionValue | undefined
  readonly onSet: (value: number) => Promise<boolean>
}

/** What can't be stays as it was typed, with what can; the number from before goes on being used. */
function NumberLine({ place, option, value, onSet }: NumberGiven) {
  const { t, language } = useTexts()
  const id = useId()
  const now = typeof value === 'number' ? String(value) : ''
  const meant = (text: string) => typedNumber(text, option)
  const store = async (text: string) => {
    const number = meant(text)
    return number !== null && (await onSet(number))
  }
  const { typed, isUnstored, kept, props } = useKept(place, now, store, (text) => meant(text)?.toString() ?? null)
  const [isTold, setTold] = useState(false)
  const number = meant(typed)
  const { least, most } = option
  const settle = () => {
    setTold(number === null)
    if (number !== null) kept.type(String(number))
    void kept.settle()
  }
  const pace = useSelected(useHost().settings, (settings) => settings.pace)
  // As if it were typed: the field keeps what its author typed last.
  const follow = () => {
    kept.type(String(pace))
    void kept.settle()
  }
  const wrong = isTold && number === null
  const differs = option.follows === 'pace' && typeof value === 'number' && value !== pace
  return (
    <Line label={option.label[language]} hint={option.hint?.[language]} id={id}>
      <span className="options-number">
        <input
          id={id}
          className="field"
          inputMode="numeric"
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby={`${id}-limits`}
          {...props}
          onBlur={() => {
            settle()
            kept.leave()
          }}
          onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && settle()}
        />
        <small id={`${id}-limits`}>{t('publishing.number-limits', { least, most, unit: option.unit[language] })}</small>
      </span>
      {differs && (
        <span className="options-differs">
          <small>{t('publishing.pace-differs', { pace })}</small>
          <Button kind="quiet" onClick={follow}>
            {t('publishing.pace-follow', { pace })}
          </Button>
        </span>
      )}
      {wrong && (
        <small className="options-wrong" role="alert">
          {t('publishing.number-wrong', { least, most, now, unit: option.unit[language] })}
        </small>
      )}
      {isUnstored && !wrong && (
        <small className="options-wrong" role="status">
          {t('publishing.own-unstored')}
        </small>
      )}
    </Line>
  )
}

interface NameGiven {
  readonly name: 'author' | 'producer'
  readonly value: string
  /** Whether it is stored. */
  readonly onName: (name: string) => Promise<boolean>
}

/** A name, kept as texts of the author's own are: whoever types it need not leave its field. */
function NameLine({ name, value, onName }: NameGiven) {
  const { t } = useTexts()
  const id = useId()
  const { isUnstored, kept, props } = useKept(name, value, (typed) => onName(typed.trim()))
  return (
    <Line label={t(`publishing.${name}`)} hint={t(`publishing.${name}-hint`)} id={id}>
      <input
        id={id}
        className="field"
        data-own={name}
        maxLength={200}
        autoComplete="off"
        {...props}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && void kept.settle()}
      />
      {isUnstored && (
        <small className="options-wrong" role="status">
          {t('publishing.own-unstored')}
        </small>
      )}
    </Line>
  )
}
