import './progress-ring.css'

const radius = 5
const round = 2 * Math.PI * radius

/** A share of something, drawn as a ring that closes; whoever shows it also says it. */
export function ProgressRing({ share }: { share: number }) {
  return (
    <svg className="progress-ring" data-full={share >= 1 || undefined} viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="7" cy="7" r={radius} />
      <circle cx="7" cy="7" r={radius} strokeDasharray={`${Math.min(1, share) * round} ${round}`} transform="rotate(-90 7 7)" />
    </svg>
  )
}
