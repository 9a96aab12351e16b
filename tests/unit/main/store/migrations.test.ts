import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { applicationId, connectToWrite, numberPragma, type Database } from '#main/store/database.ts'
import { migrate, migrations, newestVersion } from '#main/store/migrate.ts'
import { Store } from '#main/store/store.ts'
import { putOlder } from './older-workspaces.ts'
import { clock, temporaryFolder } from './temporary.ts'

function opened(file: string): Database {
  const db = connectToWrite(file)
  onTestFinished(() => {
    db.close()
  })
  return db
}

describe('migrations', () => {
  test('it is numbered in order, each once', () => {
    const versions = migrations.map((migration) => migration.version)
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
  })

  test('it makes nothing of a failed migration', () => {
    const db = opened(join(temporaryFolder(), 'workspace.sqlite'))
    migrate(db)
    const failing = {
      version: newestVersion + 10,
      run: (inside: Database) => {
        inside.exec('CREATE TABLE half (a INTEGER) STRICT; SELECT no_such_function()')
      },
    }
    expect(() => migrate(db, [...migrations, failing])).toThrow(/no_such_function/)
    expect(numberPragma(db, 'user_version')).toBe(newestVersion)
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0)
  })
})

describe('0010-first', () => {
  test('it makes strict tables out of nothing', () => {
    const db = opened(join(temporaryFolder(), 'workspace.sqlite'))
    migrate(db, migrations.slice(0, 1))
    const tables = db.prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' ORDER BY name").all()
    expect(tables).toEqual(['batch', 'lesson', 'node', 'setting', 'snapshot', 'suggestion_count'].map((name) => ({ name, strict: 1 })))
    expect([numberPragma(db, 'user_version'), numberPragma(db, 'application_id')]).toEqual([10, applicationId])
  })
})

describe('0020-retained and 0030-pieces', () => {
  /** A workspace of version 10, in which the lesson that a model wrote in also lies rescued. */
  function before(): Database {
    const file = join(temporaryFolder(), 'workspace.sqlite')
    putOlder(10, file)
    const db = opened(file)
    db.exec(`
      INSERT INTO node SELECT 'copy', kind, parent, 9, '找回', created_at, changed_at, NULL FROM node WHERE title = '开头';
      INSERT INTO lesson SELECT 'copy', revision, words, retained_characters FROM lesson WHERE id = (SELECT id FROM node WHERE title = '开头');
      INSERT INTO snapshot SELECT 'copy', revision, document_version, doc, checksum, at FROM snapshot WHERE lesson = (SELECT id FROM node WHERE title = '开头');
      INSERT INTO batch SELECT NULL, 'copy', revision, id, document_version, changes, checksum, at FROM batch WHERE lesson = (SELECT id FROM node WHERE title = '开头');
    `)
    return db
  }
  const standing = (db: Database) => new Store(db, '.', clock()).counts().retainedCharacters

  test('it counts what stands in two lessons once', () => {
    const db = before()
    expect(db.prepare('SELECT sum(retained_characters) FROM lesson').pluck().get()).toBe(16)
    migrate(db)
    expect([standing(db), db.prepare('SELECT model, accepted_at, accepted, pieces FROM retained').all()]).toEqual([
      8,
      [1, 2].map(() => ({ model: 'starter', accepted_at: 1795507200000, accepted: '余下的会跟上来。', pieces: '余下的会跟上来。' })),
    ])
  })

  test('it counts nothing that was accepted before the counts were erased', () => {
    const db = before()
    db.exec("UPDATE suggestion_count SET day = '2026-11-27'")
    migrate(db)
    expect(standing(db)).toBe(0)
  })

  test('it goes on where a lesson cannot be read', () => {
    const db = before()
    db.exec("UPDATE batch SET checksum = checksum + 1 WHERE lesson = 'copy'")
    db.exec("DELETE FROM snapshot WHERE lesson = 'copy' AND revision > 0")
    migrate(db)
    expect([numberPragma(db, 'user_version'), standing(db)]).toEqual([newestVersion, 8])
  })

  test('it counts from the beginning in a new workspace', () => {
    const db = opened(join(temporaryFolder(), 'workspace.sqlite'))
    migrate(db)
    expect(db.prepare('SELECT since FROM counting').pluck().all()).toEqual([0])
  })
})

describe('0040-erased', () => {
  test('it takes away the text of what was accepted before the counts were erased, and what is too long for a suggestion', () => {
    const db = opened(join(temporaryFolder(), 'workspace.sqlite'))
    migrate(
      db,
      migrations.filter(({ version }) => version <= 30),
    )
    db.exec(`
      INSERT INTO node VALUES ('course', 'course', NULL, 0, '', 0, 0, NULL), ('chapter', 'chapter', 'course', 0, '', 0, 0, NULL), ('lesson', 'lesson', 'chapter', 0, '', 0, 0, NULL);
      INSERT INTO lesson VALUES ('lesson', 0, 0);
      UPDATE counting SET since = 1000;
      INSERT INTO retained VALUES ('lesson', 'm', 1000, '以前', '以前'), ('lesson', 'm', 1001, '以后', '以后'), ('lesson', 'm', 1002, '${'长'.repeat(101)}', '长');
    `)
    migrate(db)
    expect(db.prepare('SELECT accepted FROM retained').pluck().all()).toEqual(['以后'])
  })
})

describe('0050-identity', () => {
  const identityOf = (db: Database) => db.prepare('SELECT id, made_at FROM identity').all()

  test('it names a workspace that is there after its oldest entry, so that copies made before are the same library', () => {
    const file = join(temporaryFolder(), 'workspace.sqlite')
    putOlder(10, file)
    const db = opened(file)
    migrate(db)
    expect(identityOf(db)).toEqual(db.prepare('SELECT id, created_at AS made_at FROM node ORDER BY created_at, id LIMIT 1').all())
  })

  test('it gives each new workspace an id of its own', () => {
    const [one, other] = [1, 2].map(() => {
      const db = opened(join(temporaryFolder(), 'workspace.sqlite'))
      migrate(db)
      return identityOf(db)
    })
    expect(one).toEqual([{ id: expect.stringMatching(/^[0-9a-v]{14}$/), made_at: expect.any(Number) }])
    expect(other).not.toEqual(one)
  })
})

describe('0090-images', () => {
  test('it makes a strict table for what is known of pictures', () => {
    const db = opened(join(temporaryFolder(), 'workspace.sqlite'))
    migrate(db)
    expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'image'").pluck().all()).toEqual([1])
    expect(db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all('image')).toEqual(['id', 'type', 'width', 'height', 'bytes', 'name', 'at'])
  })
})
