/** Two continuations without names: the author says which is more like them, or that neither is, then sees which it was. By mouse, or by 1, 2 and 3. */
import { type RefObject, useEffect, useRef } from 'react'
import type { Continuation } from '#preload/contract/proofs.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { again, answered, type BlindCourse, seenAnswers } from './blind-course.ts'
import { type Answer, answerKeys, answerOf, type BlindPair, blindPairs, type Side, tally } from './blind.ts'
import { PassageText } from './passage-text.tsx'

export interface BlindGiven {
  readonly continuations: readonly Continuation[]
  /** Decides which side is left. */
  readonly seed: string
  /** What the two are called, once they are. */
  readonly names: Readonly<Record<Side, string>>
}

/** The page keeps how far it is. */
interface ChoiceGiven extends BlindGiven {
  readonly course: BlindCourse
  readonly onCourse: (course: BlindCourse) => void
}

export function BlindChoice({ continuations, seed, names, course, onCourse }: ChoiceGiven) {
  const { t } = useTexts()
  const pairs = blindPairs(continuations, seed)
  const { answers, isShown } = course
  const at = isShown ? answers.length - 1 : answers.length
  const pair = pairs[at]
  const place = useRef<HTMLDivElement>(null)
  const { before, after, neither } = tally(answers)
  const counted = { count: answers.length, after, before, neither, name: names.after, other: names.before }
  const answer = (one: Answer) => onCourse(answered(course, one))
  // The button goes away with what it does; the keys go on from here, where Enter answers nothing.
  const goOn = (next: () => void) => () => {
    place.current?.focus({ preventScroll: true })
    next()
  }
  useAnswerKeys(place, isShown ? undefined : pair, answer)
  return (
    <div ref={place} className="voice-blind" tabIndex={-1}>
      {pair ? (
        <>
          <p className="voice-blind-ask">
            <strong>{t('voice.blind-ask')}</strong> <small>{t('voice.blind-at', { at: at + 1, count: pairs.length })}</small>
          </p>
          <Pair key={at} pair={pair} names={names} chosen={isShown ? (answers.at(-1) ?? null) : null} onAnswer={answer} />
          {course.blind !== null && <p className="voice-why">{t('voice.blind-no-more')}</p>}
          <div className="voice-deeds">
            {isShown && (
              <Button autoFocus onClick={goOn(() => onCourse({ ...course, isShown: false }))}>
                {t(at + 1 < pairs.length ? 'voice.blind-next' : 'voice.blind-end')}
              </Button>
            )}
            <small role="status">{answers.length > 0 ? t('voice.blind-count', counted) : t('voice.blind-note')}</small>
          </div>
        </>
      ) : (
        <div className="voice-tally" role="status">
          <p>{t('voice.blind-result', counted)}</p>
          {seenAnswers(course) > 0 && <p className="voice-why">{t('voice.blind-seen', { count: seenAnswers(course) })}</p>}
          <Button onClick={goOn(() => onCourse(again()))}>{t('voice.blind-again')}</Button>
        </div>
      )}
    </div>
  )
}

interface PairGiven extends Pick<BlindGiven, 'names'> {
  readonly pair: BlindPair
  readonly chosen: Answer | null
  readonly onAnswer: (answer: Answer) => void
}

function Pair({ pair: { continuation, order }, names, chosen, onAnswer }: PairGiven) {
  const { t } = useTexts()
  const given = (answer: Answer, key: string) => ({
    type: 'button' as const,
    'aria-pressed': chosen === answer,
    'aria-keyshortcuts': key,
    disabled: chosen !== null,
    onClick: () => onAnswer(answer),
  })
  return (
    <>
      <div className="voice-pair">
        {order.map((side, at) => (
          <button key={side} className="voice-continuation" data-side={chosen === null ? undefined : side} {...given(side, answerKeys[at] ?? '')}>
            {chosen === null ? <Key keys={answerKeys[at] ?? ''} /> : <span className="pill">{names[side]}</span>}
            <PassageText given={continuation.opening} text={continuation[side]} />
          </button>
        ))}
      </div>
      <button className="button button-plain voice-neither" {...given('neither', answerKeys[2])}>
        {t('voice.blind-neither')}
        {chosen === null && <Key keys={answerKeys[2]} />}
      </button>
      {chosen !== null && (
        <div className="voice-truth">
          <span className="pill">{t('voice.side-truth')}</span>
          <PassageText given={continuation.opening} text={continuation.truth} />
        </div>
      )}
    </>
  )
}

/** Seen, and told as a shortcut to those who hear the button. */
function Key({ keys }: { keys: string }) {
  return (
    <span aria-hidden="true">
      <Kbd keys={keys} />
    </span>
  )
}

const typedIn = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]'

/** The keys of a pair that is asked about, from wherever on its page they are pressed and mean nothing else. */
function useAnswerKeys(place: RefObject<HTMLElement | null>, pair: BlindPair | undefined, onAnswer: (answer: Answer) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const answer = pair && isHere(place.current) && !isHeld(event) ? answerOf(event.key, pair) : null
      if (answer === null || event.defaultPrevented || event.repeat || isComposing(event)) return
      event.preventDefault()
      onAnswer(answer)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

function isHeld({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey
}

/** From within its page or from nowhere, as after a click on its words; never where letters are typed, or under a dialog. */
function isHere(place: HTMLElement | null): boolean {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return document.querySelector('[role=dialog], [role=alertdialog]') === null
  return focused.closest('.sub-page')?.contains(place) === true && !focused.matches(typedIn)
}
