import { useRef } from 'react'

const goingKeys: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'])

/** Of radio buttons the one that a key goes to is the one that is chosen: else what holds would be another than what has the focus. */
export function useArrowsChoose<V extends string>(onChoose: (value: V) => void) {
  const isByKey = useRef(false)
  return {
    group: {
      onKeyDownCapture: ({ key }: { readonly key: string }) => {
        isByKey.current = goingKeys.has(key)
      },
      onPointerDownCapture: () => {
        isByKey.current = false
      },
    },
    button: (value: V) => ({ onFocus: () => isByKey.current && onChoose(value) }),
  }
}
