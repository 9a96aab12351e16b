import { formatShortcut } from './keys.ts'
import './kbd.css'

/** A key or a combination, drawn as a key cap and written as this computer's keyboard shows it. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className="kbd">{formatShortcut(keys)}</kbd>
}
