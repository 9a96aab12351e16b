import { useEffect, useRef, useState } from 'react'
import { loadPinyin } from '#renderer/ui/pinyin.ts'
import type { PinyinPlace } from '#renderer/ui/search.ts'
import type { Row } from './rows.ts'
import { rowByTyping, typedAfter } from './typeahead.ts'

/** What was typed in the tree a moment ago, and whether a row is called so. */
export interface Typed {
  readonly text: string
  readonly isFound: boolean
}

/** A pause after which letters begin anew, and what is said of them goes. */
const pauseMs = 2500

const nothing: Typed = { text: '', isFound: true }

/** Goes to rows by letters. `take` answers whether a key was one of them; `end` forgets them; `prepare` is for before the first. */
export function useTypeahead(rows: readonly Row[], at: number, go: (row: Row) => void) {
  const [typed, setTyped] = useState(nothing)
  const [pinyin, setPinyin] = useState<PinyinPlace | null>(null)
  const timer = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])
  const end = () => {
    clearTimeout(timer.current)
    setTyped(nothing)
  }
  const take = (press: Parameters<typeof typedAfter>[1]): boolean => {
    const text = typedAfter(typed.text, press)
    if (text === undefined) {
      end()
      return false
    }
    const found = rowByTyping(rows, at, text, pinyin)
    clearTimeout(timer.current)
    timer.current = window.setTimeout(end, pauseMs)
    setTyped({ text, isFound: found !== undefined || text === '' })
    if (found) go(found)
    return true
  }
  const prepare = () => void loadPinyin().then((place) => setPinyin(() => place))
  return { typed, take, end, prepare }
}
