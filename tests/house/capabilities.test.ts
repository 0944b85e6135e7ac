import { expect, test } from 'vitest'
import { claimedIds, divideCapabilities } from './capabilities.js'

test('a title may claim several capabilities, in one bracket or in several', () => {
  expect(claimedIds('[IN-03][LE-01] once')).toEqual(['IN-03', 'LE-01'])
  expect(claimedIds('[IN-03, LE-01] once')).toEqual(['IN-03', 'LE-01'])
  expect(claimedIds('IN-03 outside of brackets, and [nothing] inside')).toEqual([])
})

test('a capability is proven by a passing test, and open again by a failing one', () => {
  const { proven, open } = divideCapabilities([
    { title: '[IN-03] once', status: 'passed' },
    { title: '[LE-01] adds up', status: 'passed' },
    { title: '[LE-01] never below zero', status: 'failed' },
    { title: '[ME-01] signs in', status: 'skipped' },
  ])
  expect(proven).toEqual(['IN-03'])
  expect(open).toHaveLength(209)
})
