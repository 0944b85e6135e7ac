import { type RouteConfig, index, layout, prefix, route } from '@remix-run/route-config'

// Every URL on one page, grouped by who may enter. Two doors are not here, because they stand before Remix: POST /webhooks/:source and GET /live,
// with /healthz and /readyz beside them (see entry.http.ts).
export default [
  // Anyone
  layout('routes/hub/frame.tsx', [
    index('routes/hub/home.tsx'),
    route('about', 'routes/hub/about.tsx'),
    route('earn', 'routes/hub/earn.tsx'),
    route('earn/changes', 'routes/hub/earn-changes.tsx'),
    route('earn/changes/:name', 'routes/hub/earn-change.tsx'),
    route('board', 'routes/hub/board.tsx'),
    route('board/seasons/:slug', 'routes/hub/board-season.tsx'),
    route('members/:handle', 'routes/hub/profile.tsx'),
    route('moments/:id', 'routes/hub/moment.tsx'),

    // Visitors on their way in
    route('sign-in', 'routes/sign-in/sign-in.tsx'),
    route('sign-up', 'routes/sign-in/sign-up.tsx'),
    route('sign-up/sent', 'routes/sign-in/sign-up-sent.tsx'),
    route('sign-up/confirm', 'routes/sign-in/confirm.tsx'),
    route('forgot', 'routes/sign-in/forgot.tsx'),
    route('reset', 'routes/sign-in/reset.tsx'),

    // Members
    route('messages', 'routes/hub/messages.tsx'),
    route('messages/:id', 'routes/hub/conversation.tsx'),
    route('activity', 'routes/hub/activity.tsx'),
    route('activity/:id', 'routes/hub/why.tsx'),
    route('badges', 'routes/hub/badges.tsx'),
    route('levels', 'routes/hub/levels.tsx'),
    route('paths', 'routes/hub/paths.tsx'),
    route('paths/:slug', 'routes/hub/path.tsx'),
    route('notices', 'routes/hub/notices.tsx'),
    route('recap/:year', 'routes/hub/recap.tsx'),
    ...prefix('settings', [
      layout('routes/hub/settings-frame.tsx', [
        index('routes/hub/settings.tsx'),
        route('interests', 'routes/hub/settings-interests.tsx'),
        route('accounts', 'routes/hub/settings-accounts.tsx'),
        route('privacy', 'routes/hub/settings-privacy.tsx'),
        route('sessions', 'routes/hub/settings-sessions.tsx'),
      ]),
    ]),
  ]),
  route('sign-out', 'routes/sign-in/sign-out.ts'),
  route('auth/github', 'routes/sign-in/github.ts'),
  route('auth/github/callback', 'routes/sign-in/github-callback.ts'),
  route('live/since', 'routes/resources/live-since.ts'),
  route('theme', 'routes/resources/theme.ts'),
  route('evidence/:id', 'routes/resources/evidence.ts'),
  route('schemas/rule.json', 'routes/resources/rule-schema.ts'),

  // Staff, each page by its own permission
  ...prefix('manage', [
    layout('routes/manage/frame.tsx', [
      index('routes/manage/home.tsx'),
      route('rules', 'routes/manage/rules.tsx'),
      route('rules/new', 'routes/manage/rule-new.tsx'),
      route('rules/:id', 'routes/manage/rule.tsx'),
      route('design', 'routes/manage/design.tsx'),
      route('levels', 'routes/manage/levels.tsx'),
      route('badges', 'routes/manage/badges.tsx'),
      route('cards', 'routes/manage/cards.tsx'),
      route('streaks', 'routes/manage/streaks.tsx'),
      route('paths', 'routes/manage/paths.tsx'),
      route('channels', 'routes/manage/channels.tsx'),
      route('channels/:slug', 'routes/manage/channel.tsx'),
      route('channels/:slug/deliveries/:id', 'routes/manage/delivery.tsx'),
      route('boards', 'routes/manage/boards.tsx'),
      route('boards/segments', 'routes/manage/board-segments.tsx'),
      route('members', 'routes/manage/members.tsx'),
      route('members/:id', 'routes/manage/member.tsx'),
      route('awards', 'routes/manage/awards.tsx'),
      route('merges', 'routes/manage/merges.tsx'),
      route('merges/:one/:other', 'routes/manage/merge.tsx'),
      route('members/:id/badges', 'routes/manage/member-badges.tsx'),
      route('messages', 'routes/manage/messages.tsx'),
      route('messages/:id', 'routes/manage/conversation.tsx'),
      route('ledger', 'routes/manage/ledger.tsx'),
      route('audit', 'routes/manage/audit.tsx'),
      route('mail', 'routes/manage/mail.tsx'),
      route('mail/:id', 'routes/manage/mail-message.tsx'),
    ]),
  ]),
  route('*', 'routes/hub/not-found.tsx'),
] satisfies RouteConfig
