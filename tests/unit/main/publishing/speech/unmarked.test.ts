import { expect, test } from 'vitest'
import { absentText } from '#main/publishing/pictures/absent.ts'
import { ownNotes } from '#main/publishing/speech/unmarked.ts'

test.each(['gone', 'broken', 'unread', 'unshown', 'unmade'] as const)(
  'what stands for a picture that is %s is not said where it came back in a text',
  (why) => {
    expect(ownNotes(`先看${absentText(why, '封面')}再说`)).toMatchObject({ left: [absentText(why, '封面')], rest: '先看再说' })
  },
)
