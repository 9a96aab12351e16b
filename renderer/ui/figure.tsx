import type { ReactNode } from 'react'
import './figure.css'

/** Some numbers side by side. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className="figures">{children}</div>
}

/** A number, what it is, and what it means. */
export function Figure({ value, name, why }: { value: string; name: string; why: string }) {
  return (
    <div className="figure">
      <b>{value}</b>
      <span>{name}</span>
      <small>{why}</small>
    </div>
  )
}
