import type { KindCard } from '#app/contract/adapter.ts'
import { togetherKinds } from './together-kinds.ts'

/** What happens in the hub itself, as kinds with words like any channel's. Rules may pay for all but the corrections. */
export const hubKinds: Readonly<Record<string, KindCard>> = {
  'hub:correction': {
    when: 'a program manager corrects points',
    did: 'Correction by a program manager',
    noun: ['correction', 'corrections'],
    facts: {},
    undo: true,
  },
  'hub:award': {
    when: 'a program manager gives points',
    did: 'Award by a program manager',
    noun: ['award', 'awards'],
    facts: {},
    undo: true,
  },
  'hub:grant.undone': {
    when: 'an award is taken back',
    did: 'An award was taken back',
    noun: ['award taken back', 'awards taken back'],
    facts: {},
    undo: true,
  },
  'hub:points.expired': { when: 'points expire', did: 'Points expired', noun: ['expiry of points', 'expiries of points'], facts: {}, undo: true },
  'hub:level.reached': {
    when: 'a level is reached',
    did: 'Reached a level',
    noun: ['level', 'levels'],
    facts: { level: { label: 'the rank of the level', type: 'number' }, title: { label: 'the level', type: 'text' } },
  },
  'hub:level.lost': { when: 'a level is lost', did: 'Lost a level', noun: ['lost level', 'lost levels'], facts: {}, undo: true },
  'hub:badge.granted': {
    when: 'a badge is granted',
    did: 'Got a badge',
    noun: ['badge', 'badges'],
    facts: { badge: { label: 'the badge', type: 'text' }, tier: { label: 'the tier of the badge', type: 'number' } },
  },
  'hub:badge.revoked': { when: 'a badge is taken back', did: 'Lost a badge', noun: ['lost badge', 'lost badges'], facts: {}, undo: true },
  'hub:card.filled': {
    when: 'a stamp card is full',
    did: 'Filled a stamp card',
    noun: ['filled card', 'filled cards'],
    facts: { card: { label: 'the card', type: 'text' }, round: { label: 'the number of the round', type: 'number' } },
  },
  'hub:card.reopened': { when: 'a stamp card is no longer full', did: 'Lost a stamp', noun: ['lost stamp', 'lost stamps'], facts: {}, undo: true },
  'hub:streak.kept': {
    when: 'a streak reaches a mark',
    did: 'Kept a streak',
    noun: ['kept streak', 'kept streaks'],
    facts: {
      streak: { label: 'the streak', type: 'text', values: ['day', 'week'] },
      length: { label: 'the length of the streak', type: 'number', values: ['7', '30', '100', '365'] },
    },
  },
  'hub:streak.broken': {
    when: 'a streak is shorter after all',
    did: 'Lost part of a streak',
    noun: ['broken streak', 'broken streaks'],
    facts: {},
    undo: true,
  },
  'hub:anniversary': {
    when: 'a member has been here for another year',
    did: 'Anniversary',
    noun: ['anniversary', 'anniversaries'],
    facts: {
      years: { label: 'the number of years', type: 'number' },
      contributions: { label: 'the number of contributions in the year', type: 'number' },
    },
  },
  'hub:path.stage_reached': {
    when: 'a stage of a path is reached',
    did: 'Reached a stage of a path',
    noun: ['stage', 'stages'],
    facts: { path: { label: 'the path', type: 'text' }, stage: { label: 'the number of the stage', type: 'number' } },
  },
  'hub:path.stage_lost': {
    when: 'a stage of a path is lost',
    did: 'Lost a stage of a path',
    noun: ['lost stage', 'lost stages'],
    facts: {},
    undo: true,
  },
  'hub:challenge.award': { when: 'a challenge pays', did: 'Challenge', noun: ['challenge award', 'challenge awards'], facts: {}, undo: true },
  'hub:challenge.stage_passed': {
    when: 'a step of a challenge is done',
    did: 'Did a step of a challenge',
    noun: ['step', 'steps'],
    facts: {
      challenge: { label: 'the challenge', type: 'text' },
      step: { label: 'the number of the step', type: 'number' },
      type: { label: 'the type of the step', type: 'text' },
    },
  },
  'hub:challenge.completed': {
    when: 'a challenge is completed',
    did: 'Completed a challenge',
    noun: ['completed challenge', 'completed challenges'],
    facts: {
      challenge: { label: 'the challenge', type: 'text' },
      place: { label: 'the place, where places are limited', type: 'number' },
      topics: { label: 'the topics of the challenge', type: 'list' },
    },
  },
  'hub:challenge.reopened': {
    when: 'a step or a challenge no longer counts as done',
    did: 'A challenge is open again',
    noun: ['reopened challenge', 'reopened challenges'],
    facts: {},
    undo: true,
  },
  'hub:season.won': {
    when: 'a season is won',
    did: 'Won a place in a season',
    noun: ['season won', 'seasons won'],
    facts: { season: { label: 'the season', type: 'text' }, place: { label: 'the place', type: 'number' } },
  },
  'hub:quiz.passed': {
    when: 'a quiz is passed',
    did: 'Passed a quiz',
    noun: ['passed quiz', 'passed quizzes'],
    facts: {
      quiz: { label: 'the quiz', type: 'text' },
      percent: { label: 'the percent reached', type: 'number' },
      attempt: { label: 'the number of the attempt', type: 'number' },
    },
  },
  'hub:quiz.regraded': {
    when: 'a quiz no longer counts as passed',
    did: 'A quiz was graded anew',
    noun: ['regraded quiz', 'regraded quizzes'],
    facts: {},
    undo: true,
  },
  'hub:survey.answered': {
    when: 'a survey is answered',
    did: 'Answered a survey',
    noun: ['answered survey', 'answered surveys'],
    facts: {
      survey: { label: 'the survey', type: 'text' },
      wave: { label: 'the number of the wave', type: 'number' },
      group: { label: 'the group by the recommend question', type: 'text', values: ['promoter', 'passive', 'detractor'] },
    },
  },
  'hub:reward.ordered': { when: 'a reward is ordered', did: 'Ordered a reward', noun: ['order', 'orders'], facts: {}, undo: true },
  ...togetherKinds,
}
