import { Fragment } from 'react'

/** A text with places in it marked; with `replacement`, each as it would be changed. */
export function Marked({ text, marks, replacement }: { text: string; marks: readonly (readonly [number, number])[]; replacement?: string }) {
  return (
    <>
      {marks.map(([from, to], index) => (
        <Fragment key={from}>
          {text.slice(marks[index - 1]?.[1] ?? 0, from)}
          {replacement === undefined ? <mark>{text.slice(from, to)}</mark> : <Changed from={text.slice(from, to)} to={replacement} />}
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  )
}

function Changed({ from, to }: { from: string; to: string }) {
  return (
    <>
      <del>{from}</del>
      <ins>{to}</ins>
    </>
  )
}
