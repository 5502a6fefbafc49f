import { expect, test } from 'vitest'
import { readCovers } from './read-covers.ts'

test('one patch a line, its assets behind the last colon', () => {
  expect(readCovers(' SSA-1: PLC-1, PLC-2\n\nKB:5031364: HMI-1 ')).toEqual([
    { patchId: 'SSA-1', assetIds: ['PLC-1', 'PLC-2'] },
    { patchId: 'KB:5031364', assetIds: ['HMI-1'] },
  ])
})

test('a patch without assets keeps none, so that the contract can refuse it', () => {
  expect(readCovers('SSA-1')).toEqual([{ patchId: 'SSA-1', assetIds: [] }])
  expect(readCovers(' \n ')).toEqual([])
})
