/** What memory this computer has for a model, or for a run. */
import { execFile } from 'node:child_process'
import { freemem, totalmem } from 'node:os'
import { availableMemory, constrainedMemory } from 'node:process'
import { promisify } from 'node:util'
import { availableIn } from './vm-stat.ts'

/** Bytes, of the container where there is one. `free`: also what holds copies of files, which gives way. */
export async function memoryOfComputer(): Promise<{ total: number; free: number }> {
  const limit = constrainedMemory()
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return { total, free: Math.min(total, limit > 0 && limit < totalmem() ? availableMemory() : await freeMemory()) }
}

async function freeMemory(): Promise<number> {
  if (process.platform !== 'darwin') return freemem()
  const { stdout } = await promisify(execFile)('/usr/bin/vm_stat', { timeout: 5000 }).catch(() => ({ stdout: '' })) // then by what Node says
  return availableIn(stdout, totalmem()) ?? freemem()
}
