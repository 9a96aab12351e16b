import sharp from 'sharp'
import { expect, test } from 'vitest'
import { framed, framedPath } from '#main/publishing/pdf/framed-picture.ts'
import { patternedPng, png } from '../../images/pictures.ts'

const photograph = () => sharp(patternedPng(60, 40)).jpeg()

test('pictures stand in a drawing of their size; what Typst has to turn or to colour, and drawings, stand by themselves', async () => {
  const [upright, sideways] = [await photograph().toBuffer(), await photograph().withMetadata({ orientation: 6 }).toBuffer()]
  expect([framedPath('a.jpg', upright), framedPath('a.png', png(4, 2))]).toEqual(['a.jpg.svg', 'a.png.svg'])
  expect([framedPath('a.jpg', sideways), framedPath('a.jpg', Buffer.from('none')), framedPath('a.gif', Buffer.from('GIF89a'))]).toEqual([
    'a.jpg',
    'a.jpg',
    'a.gif',
  ])
  for (const coloured of [photograph(), sharp(patternedPng(60, 40)).png()])
    expect(framedPath('a.png', await coloured.withIccProfile('p3').toBuffer())).toBe('a.png')
  const frame = framed('a.jpg.svg', upright).toString()
  expect(frame).toContain('viewBox="0 0 60 40"')
  expect(frame).toContain(`data:image/jpeg;base64,${upright.toString('base64')}"`)
  const own = Buffer.from('<svg/>')
  expect([framed('a.jpg', upright), framed('b.svg', own)]).toEqual([upright, own])
})
