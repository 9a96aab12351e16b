/**
 * Property tests look somewhere else at each run, so that in time they find what nobody thought of. Where a change is judged
 * (`CI`), every run of it tries the same: what is found then is of that change.
 */
import fc from 'fast-check'

if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20261129 })
