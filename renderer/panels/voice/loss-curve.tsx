/** How a run goes, as a picture: what is learnt in grey, held-out works in red. A table says the same to those who don't see it. */
import { useEffect, useRef, useState } from 'react'
import type { VoiceRun } from '#preload/contract/voice.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { curveOf, isBeginning, pathOf, type Curve } from './curve.ts'
import './loss-curve.css'

/** In pixels, as all of the picture: letters stay as large as they are, however wide it is. */
const [height, left, foot, head] = [170, 40, 22, 12]

export function LossCurve({ run }: { run: VoiceRun }) {
  const { t } = useTexts()
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place)
  const steps = run.setup?.steps ?? 1
  const curve = curveOf(run, steps)
  return (
    <div ref={place} className="voice-curve" style={{ minHeight: height + head + foot }}>
      {curve && width > 0 && <Drawing curve={curve} width={width} steps={steps} step={run.step} />}
      {run.figures.length > 0 && (
        <div className="visually-hidden">
          <table>
            <caption>{t('voice.curve')}</caption>
            <thead>
              <tr>
                <th>{t('voice.curve-step')}</th>
                <th>{t('voice.curve-bits')}</th>
              </tr>
            </thead>
            <tbody>
              {run.figures.map(({ step, bitsPerCharacter }) => (
                <tr key={step}>
                  <td>{step}</td>
                  <td>{bitsPerCharacter.toFixed(2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

function Drawing({ curve, width, steps, step }: { curve: Curve; width: number; steps: number; step: number }) {
  const { t } = useTexts()
  const inner = Math.max(1, width - left - 12)
  const last = curve.heldOut.at(-1)
  // Beside the last point, on the side where there is room, over the curve, which falls.
  const isLeft = last !== undefined && last.x > 0.6
  const at = { x: left + (last?.x ?? 0) * inner, y: head + (last?.y ?? 0) * height }
  // One point and a curve that begins at it: the far end of its line is free.
  const isAlone = curve.heldOut.length === 1 && curve.learnt.length > 0
  const stepAt = Math.min(1, step / Math.max(1, steps))
  return (
    <svg width={width} height={head + height + foot} viewBox={`0 0 ${width} ${head + height + foot}`} aria-hidden="true">
      {isBeginning(curve) ? <Beginning curve={curve} width={width} /> : <Grid curve={curve} width={width} />}
      {curve.heldOut.length === 1 && <path className="voice-base" d={`M${left} ${at.y.toFixed(1)}H${width - 12}`} />}
      <path className="voice-axis" d={`M${left} ${head + height}H${width - 12}`} />
      <g transform={`translate(${left} ${head})`}>
        <path className="voice-learnt" d={pathOf(curve.learnt, inner, height)} />
        <path className="voice-held-out" d={pathOf(curve.heldOut, inner, height)} />
        {curve.learnt.length === 1 && curve.learnt.map(({ x, y }) => <circle key={x} className="voice-learnt-point" cx={x * inner} cy={y * height} r={2.5} />)}
        {curve.heldOut.map((point) => (
          <circle key={point.step} className="voice-point" cx={point.x * inner} cy={point.y * height} r={point === last ? 4 : 3} />
        ))}
      </g>
      {last && (
        <text
          className="voice-last"
          x={isAlone ? width - 12 : at.x + (isLeft ? -4 : 10)}
          y={at.y < 30 ? at.y + 20 : at.y - 11}
          textAnchor={isLeft || isAlone ? 'end' : 'start'}
        >
          {t(curve.heldOut.length === 1 && last.step === 0 ? 'voice.curve-first' : 'voice.curve-last', { bits: last.bitsPerCharacter.toFixed(2) })}
        </text>
      )}
      <g className="voice-steps">
        {stepAt > 0.14 && (
          <text x={left} y={head + height + 17}>
            {t('voice.curve-start')}
          </text>
        )}
        <text x={left + stepAt * inner} y={head + height + 17} textAnchor={stepAt > 0.14 ? (stepAt > 0.93 ? 'end' : 'middle') : 'start'}>
          {t('voice.step', { step })}
        </text>
        {stepAt < 0.8 && (
          <text x={width - 12} y={head + height + 17} textAnchor="end">
            {steps.toLocaleString()}
          </text>
        )}
      </g>
    </svg>
  )
}

/** Lines to read heights by. */
function Grid({ curve, width }: { curve: Curve; width: number }) {
  return curve.grid.map(({ value, y }) => (
    <g key={value} className="voice-grid">
      <path d={`M${left} ${(head + y * height).toFixed(1)}H${width - 12}`} />
      <text x={left - 8} y={head + y * height + 4} textAnchor="end">
        {Number.isInteger(value * 10) ? value.toFixed(1) : value.toFixed(2)}
      </text>
    </g>
  ))
}

/** Where it starts from, and what comes next: one point makes no curve. */
function Beginning({ curve, width }: { curve: Curve; width: number }) {
  const { t } = useTexts()
  const [first] = curve.heldOut
  const middle = (left + width - 12) / 2
  return (
    first && (
      <text className="voice-next" x={middle} y={head + first.y * height + 32} textAnchor="middle">
        {t('voice.curve-next')}
      </text>
    )
  )
}

function useWidth(place: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [place])
  return width
}
