import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { archiveMask } from '#main/cli/masks.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { runCommand } from '../../engine/cli/run-command.ts'
import { addWorks } from '../services/archived.ts'
import { temporaryFolder } from '../store/temporary.ts'

test('names are masked, listed with where they stand, and taken off the list; a value is left and held again', async () => {
  const folder = temporaryFolder()
  const workspace = await openWorkspace({ folder })
  const archive = new Archive({ workspace, folder })
  addWorks(archive, { a: '李小明的夏天', b: '客服 400-820-8820' })
  archive.close()
  await workspace.close()
  const list = join(folder, 'names.txt')
  writeFileSync(list, '\ufeff张三\r\n\r\n——\r\n')
  const mask = async (...argv: string[]) => (await runCommand(archiveMask, [...argv, '--workspace', folder])).texts.join('\n').split('\n')
  expect(await mask()).toEqual(['No names or words are masked.'])
  expect(await mask('--add', '李小明', '--file', list, '--leave', '400 820 8820')).toEqual([
    '-  李小明  (2 in 1: 李小明的夏天)',
    '-  张三  (nowhere in what is learnt)',
    '+  400 820 8820  (landline, 2 in 1: 客服 400-820-8820)',
    'no word to mask: ——',
  ])
  expect(await mask('--remove', '张三', '--hold', '4008208820')).toEqual(['-  李小明  (2 in 1: 李小明的夏天)'])
  writeFileSync(list, `${'一整段话。'.repeat(300)}\n王五`)
  expect(await mask('--file', list, '--leave', '9'.repeat(1200))).toEqual([
    '-  李小明  (2 in 1: 李小明的夏天)',
    '-  王五  (nowhere in what is learnt)',
    `too long (1500 characters): ${'一整段话。'.repeat(12)}…`,
    `too long (1200 characters): ${'9'.repeat(60)}…`,
  ])
  await expect(mask('--file', join(folder, 'none.txt'))).rejects.toThrow('can’t be read')
})
