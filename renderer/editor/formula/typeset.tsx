/** A formula drawn; its source, marked where it is wrong, where it can't be. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { FormulaTrouble } from './formula-trouble.ts'
import { canTypeset, claimTurn, subscribeToTypesetter, takeTurn, typeset } from './typesetter.ts'

/** A formula as it is typeset; null while that has to wait. */
export function useTypeset(tex: string, isDisplay: boolean): ReturnType<typeof typeset> {
  const isReady = useSyncExternalStore(subscribeToTypesetter, canTypeset)
  const [isDue, setDue] = useState(() => canTypeset() && claimTurn())
  useEffect(() => (isReady && !isDue ? takeTurn(() => setDue(true)) : undefined), [isReady, isDue])
  return useMemo(() => (isReady && isDue ? typeset(tex, isDisplay) : null), [isReady, isDue, tex, isDisplay])
}

/** Shows what `useTypeset` gave. */
export function TypesetView({ tex, typeset: set }: { readonly tex: string; readonly typeset: ReturnType<typeof typeset> }) {
  const box = useRef<HTMLSpanElement>(null)
  const node = set?.node ?? null
  useLayoutEffect(() => {
    if (node) box.current?.replaceChildren(node)
  }, [node])
  if (node) return <span ref={box} className="formula-drawn" />
  return <MarkedSource tex={tex} trouble={set?.trouble ?? null} />
}

/** A source, with the place that is wrong in it. */
function MarkedSource({ tex, trouble }: { readonly tex: string; readonly trouble: FormulaTrouble | null }) {
  if (!trouble) return <code className="formula-raw">{tex}</code>
  return (
    <code className="formula-raw formula-broken">
      {tex.slice(0, trouble.from)}
      <span className="formula-wrong">{tex.slice(trouble.from, trouble.to)}</span>
      {tex.slice(trouble.to)}
    </code>
  )
}
