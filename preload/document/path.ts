/** Arithmetic of paths, as in Slate. */
import type { Path } from './node.ts'

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((index, level) => index === b[level])
}

/** Whether `a` names a node that holds the one named by `b`. */
export function isAncestor(a: Path, b: Path): boolean {
  return a.length < b.length && a.every((index, level) => index === b[level])
}

export function areSiblings(a: Path, b: Path): boolean {
  return a.length === b.length && a.slice(0, -1).every((index, level) => index === b[level])
}

/** Whether `a` comes before `b` among the children of an ancestor of `b`. */
function endsBefore(a: Path, b: Path): boolean {
  const last = a.length - 1
  const [mine, theirs] = [a[last], b[last]]
  return mine !== undefined && theirs !== undefined && mine < theirs && a.slice(0, -1).every((index, level) => index === b[level])
}

export function nextPath(path: Path): Path {
  return shifted(path, path.length - 1, 1)
}

export function previousPath(path: Path): Path {
  return shifted(path, path.length - 1, -1)
}

function shifted(path: Path, level: number, by: number): Path {
  return path.map((index, at) => (at === level ? index + by : index))
}

/**
 * Where the node at `path` is after the node at `from` has been moved to `to`. Both ends of a move name
 * places in the document before it (`Path.transform` of Slate).
 */
export function pathAfterMove(path: Path, from: Path, to: Path): Path {
  if (samePath(from, to)) return path
  if (isAncestor(from, path) || samePath(from, path)) {
    const moved = endsBefore(from, to) && from.length < to.length ? shifted(to, from.length - 1, -1) : to
    return [...moved, ...path.slice(from.length)]
  }
  const leaves = endsBefore(from, path)
  if (areSiblings(from, to) && (isAncestor(to, path) || samePath(to, path))) {
    return shifted(path, from.length - 1, leaves ? -1 : 1)
  }
  const arrives = endsBefore(to, path) || samePath(to, path) || isAncestor(to, path)
  const after = leaves ? shifted(path, from.length - 1, -1) : path
  return arrives ? shifted(after, to.length - 1, 1) : after
}
