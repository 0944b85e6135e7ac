-- CreateTable
CREATE TABLE "contest" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "way" TEXT NOT NULL,
    "takes" TEXT[],
    "entries_from" TIMESTAMPTZ(3) NOT NULL,
    "entries_until" TIMESTAMPTZ(3) NOT NULL,
    "votes_from" TIMESTAMPTZ(3) NOT NULL,
    "votes_until" TIMESTAMPTZ(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "votes_each" SMALLINT NOT NULL,
    "entries_each" SMALLINT NOT NULL,
    "level_from" SMALLINT NOT NULL DEFAULT 0,
    "prizes" JSONB NOT NULL DEFAULT '[]',
    "criteria" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_by" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "contest_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "contest_entry" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "contest_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "number" SMALLINT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'in',
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contest_entry_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "contest_vote" (
    "program_id" SMALLINT NOT NULL,
    "contest_id" INTEGER NOT NULL,
    "match_id" INTEGER NOT NULL DEFAULT 0,
    "member_id" BIGINT NOT NULL,
    "number" SMALLINT NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contest_vote_pkey" PRIMARY KEY ("program_id","contest_id","match_id","member_id","number")
);

-- CreateTable
CREATE TABLE "contest_juror" (
    "program_id" SMALLINT NOT NULL,
    "contest_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,

    CONSTRAINT "contest_juror_pkey" PRIMARY KEY ("program_id","contest_id","member_id")
);

-- CreateTable
CREATE TABLE "contest_score" (
    "program_id" SMALLINT NOT NULL,
    "contest_id" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "criterion" SMALLINT NOT NULL,
    "score" SMALLINT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contest_score_pkey" PRIMARY KEY ("program_id","contest_id","entry_id","member_id","criterion")
);

-- CreateTable
CREATE TABLE "contest_match" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "contest_id" INTEGER NOT NULL,
    "round" SMALLINT NOT NULL,
    "position" SMALLINT NOT NULL,
    "first_id" INTEGER NOT NULL,
    "second_id" INTEGER,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "winner_id" INTEGER,
    "first_votes" INTEGER,
    "second_votes" INTEGER,

    CONSTRAINT "contest_match_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "contest_result" (
    "program_id" SMALLINT NOT NULL,
    "contest_id" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "tally" INTEGER NOT NULL,
    "votes" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3),

    CONSTRAINT "contest_result_pkey" PRIMARY KEY ("program_id","contest_id","place")
);

-- CreateTable
CREATE TABLE "event" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "checkin_from" TIMESTAMPTZ(3) NOT NULL,
    "checkin_until" TIMESTAMPTZ(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "points" INTEGER NOT NULL DEFAULT 0,
    "turns" SMALLINT NOT NULL DEFAULT 30,
    "secret_seal" BYTEA NOT NULL,
    "created_by" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "attendance" (
    "program_id" SMALLINT NOT NULL,
    "event_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "how" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" BIGINT,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("program_id","event_id","member_id")
);

-- CreateTable
CREATE TABLE "goal" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "counts" TEXT NOT NULL,
    "kinds" TEXT[],
    "metric" TEXT NOT NULL DEFAULT '',
    "reading" TEXT NOT NULL DEFAULT 'latest',
    "target" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "bonus" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'open',
    "met_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "reached" INTEGER,
    "set_by" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "goal_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "raffle" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "origin" TEXT NOT NULL DEFAULT 'raffle',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "winners" INTEGER NOT NULL,
    "prize" TEXT NOT NULL DEFAULT '',
    "points" INTEGER NOT NULL DEFAULT 0,
    "badge" TEXT,
    "level_from" SMALLINT NOT NULL DEFAULT 0,
    "seed_hash" TEXT NOT NULL,
    "seed_seal" BYTEA NOT NULL,
    "seed" TEXT,
    "entrants_hash" TEXT,
    "entrants" INTEGER,
    "drawn_at" TIMESTAMPTZ(3),
    "created_by" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "raffle_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "raffle_ticket" (
    "program_id" SMALLINT NOT NULL,
    "raffle_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "ticket" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "raffle_ticket_pkey" PRIMARY KEY ("program_id","raffle_id","member_id")
);

-- CreateTable
CREATE TABLE "raffle_place" (
    "program_id" SMALLINT NOT NULL,
    "raffle_id" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "ticket" UUID NOT NULL,
    "member_id" BIGINT NOT NULL,
    "won" BOOLEAN NOT NULL,

    CONSTRAINT "raffle_place_pkey" PRIMARY KEY ("program_id","raffle_id","place")
);

-- CreateTable
CREATE TABLE "spotlight" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" BIGINT NOT NULL,
    "citation" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "points" INTEGER NOT NULL,
    "badge" TEXT,
    "published_by" BIGINT,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "hidden_at" TIMESTAMPTZ(3),

    CONSTRAINT "spotlight_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "surprise" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'off',
    "kinds" TEXT[],
    "least" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "level_from" SMALLINT NOT NULL DEFAULT 0,
    "level_to" SMALLINT,
    "winners" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "budget" INTEGER NOT NULL,
    "every" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "created_by" BIGINT,

    CONSTRAINT "surprise_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "surprise_draw" (
    "program_id" SMALLINT NOT NULL,
    "surprise_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "eligible" BIGINT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "surprise_draw_pkey" PRIMARY KEY ("program_id","surprise_id","number")
);

-- CreateTable
CREATE TABLE "surprise_gift" (
    "program_id" SMALLINT NOT NULL,
    "surprise_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "surprise_gift_pkey" PRIMARY KEY ("program_id","surprise_id","member_id")
);

-- CreateTable
CREATE TABLE "team" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'open',
    "created_by" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "team_member" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "team_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "team_member_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "team_goal" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "team_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "counts" TEXT NOT NULL,
    "kinds" TEXT[],
    "target" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "bonus" INTEGER NOT NULL,
    "share" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'open',
    "reached_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_by" BIGINT,

    CONSTRAINT "team_goal_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "team_goal_share" (
    "program_id" SMALLINT NOT NULL,
    "goal_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "done" INTEGER NOT NULL,

    CONSTRAINT "team_goal_share_pkey" PRIMARY KEY ("program_id","goal_id","member_id")
);

-- CreateIndex
CREATE INDEX "contest_program_id_state_votes_until_idx" ON "contest"("program_id", "state", "votes_until");

-- CreateIndex
CREATE UNIQUE INDEX "contest_program_id_slug_key" ON "contest"("program_id", "slug");

-- CreateIndex
CREATE INDEX "contest_entry_program_id_contest_id_id_idx" ON "contest_entry"("program_id", "contest_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contest_vote_program_id_contest_id_match_id_member_id_entry_key" ON "contest_vote"("program_id", "contest_id", "match_id", "member_id", "entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "contest_match_program_id_contest_id_round_position_key" ON "contest_match"("program_id", "contest_id", "round", "position");

-- CreateIndex
CREATE UNIQUE INDEX "contest_result_program_id_contest_id_entry_id_key" ON "contest_result"("program_id", "contest_id", "entry_id");

-- CreateIndex
CREATE INDEX "event_program_id_starts_at_idx" ON "event"("program_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "event_program_id_slug_key" ON "event"("program_id", "slug");

-- CreateIndex
CREATE INDEX "attendance_program_id_member_id_idx" ON "attendance"("program_id", "member_id");

-- CreateIndex
CREATE INDEX "goal_program_id_member_id_idx" ON "goal"("program_id", "member_id");

-- CreateIndex
CREATE INDEX "goal_program_id_state_ends_at_idx" ON "goal"("program_id", "state", "ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "goal_program_id_key_key" ON "goal"("program_id", "key");

-- CreateIndex
CREATE INDEX "raffle_program_id_state_closes_at_idx" ON "raffle"("program_id", "state", "closes_at");

-- CreateIndex
CREATE UNIQUE INDEX "raffle_program_id_slug_key" ON "raffle"("program_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "raffle_ticket_program_id_raffle_id_ticket_key" ON "raffle_ticket"("program_id", "raffle_id", "ticket");

-- CreateIndex
CREATE UNIQUE INDEX "spotlight_program_id_slug_key" ON "spotlight"("program_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "spotlight_program_id_title_key" ON "spotlight"("program_id", "title");

-- CreateIndex
CREATE INDEX "surprise_program_id_state_next_at_idx" ON "surprise"("program_id", "state", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "team_program_id_slug_key" ON "team"("program_id", "slug");

-- CreateIndex
CREATE INDEX "team_member_program_id_team_id_idx" ON "team_member"("program_id", "team_id");

-- CreateIndex
CREATE INDEX "team_goal_program_id_state_ends_at_idx" ON "team_goal"("program_id", "state", "ends_at");

-- What the database itself refuses.
ALTER TABLE "contest"
  ADD CONSTRAINT "contest_state" CHECK ("state" IN ('draft', 'published', 'paused', 'decided', 'archived')),
  ADD CONSTRAINT "contest_way" CHECK ("way" IN ('vote', 'jury', 'bracket')),
  ADD CONSTRAINT "contest_windows" CHECK ("entries_from" < "entries_until" AND "entries_until" <= "votes_from" AND "votes_from" < "votes_until"),
  ADD CONSTRAINT "contest_each" CHECK ("votes_each" BETWEEN 1 AND 20 AND "entries_each" BETWEEN 1 AND 10),
  ADD CONSTRAINT "contest_decided" CHECK (("state" = 'decided') <= ("decided_at" IS NOT NULL));
ALTER TABLE "contest_entry"
  ADD CONSTRAINT "contest_entry_state" CHECK ("state" IN ('in', 'withdrawn', 'removed')),
  ADD CONSTRAINT "contest_entry_kind" CHECK ("kind" IN ('text', 'link', 'picture'));
-- How many entries each may hand in, held by a key of those that stand.
CREATE UNIQUE INDEX "contest_entry_number" ON "contest_entry" ("program_id", "contest_id", "member_id", "number") WHERE "state" = 'in';
ALTER TABLE "contest_score" ADD CONSTRAINT "contest_score_range" CHECK ("score" BETWEEN 1 AND 10);
ALTER TABLE "contest_match" ADD CONSTRAINT "contest_match_winner" CHECK ("winner_id" IS NULL OR "winner_id" = "first_id" OR "winner_id" = "second_id");
ALTER TABLE "contest_result" ADD CONSTRAINT "contest_result_from_one" CHECK ("place" > 0);
ALTER TABLE "raffle"
  ADD CONSTRAINT "raffle_state" CHECK ("state" IN ('draft', 'published', 'paused', 'drawn', 'archived')),
  ADD CONSTRAINT "raffle_window" CHECK ("opens_at" < "closes_at"),
  ADD CONSTRAINT "raffle_winners" CHECK ("winners" BETWEEN 1 AND 1000),
  ADD CONSTRAINT "raffle_revealed" CHECK (("seed" IS NULL) = ("drawn_at" IS NULL) AND ("seed" IS NULL) = ("entrants_hash" IS NULL));
ALTER TABLE "raffle_place" ADD CONSTRAINT "raffle_place_from_one" CHECK ("place" > 0);
ALTER TABLE "team" ADD CONSTRAINT "team_state" CHECK ("state" IN ('open', 'closed', 'archived'));
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_forward" CHECK ("left_at" IS NULL OR "left_at" >= "joined_at");
CREATE UNIQUE INDEX "team_member_one" ON "team_member" ("program_id", "member_id") WHERE "left_at" IS NULL;
ALTER TABLE "team_goal"
  ADD CONSTRAINT "team_goal_state" CHECK ("state" IN ('open', 'reached', 'missed', 'dropped')),
  ADD CONSTRAINT "team_goal_counts" CHECK ("counts" IN ('deeds', 'points')),
  ADD CONSTRAINT "team_goal_numbers" CHECK ("target" > 0 AND "bonus" >= 0 AND "share" >= 0 AND "starts_at" < "ends_at"),
  ADD CONSTRAINT "team_goal_reached" CHECK (("state" = 'reached') = ("reached_at" IS NOT NULL));
ALTER TABLE "goal"
  ADD CONSTRAINT "goal_state" CHECK ("state" IN ('open', 'met', 'missed', 'dropped')),
  ADD CONSTRAINT "goal_counts" CHECK ("counts" IN ('deeds', 'metric')),
  ADD CONSTRAINT "goal_reading" CHECK ("reading" IN ('latest', 'highest', 'sum')),
  ADD CONSTRAINT "goal_numbers" CHECK ("target" > 0 AND "bonus" >= 0 AND "starts_at" < "ends_at"),
  ADD CONSTRAINT "goal_own_pays_nothing" CHECK ("bonus" = 0 OR "set_by" <> "member_id"),
  ADD CONSTRAINT "goal_met" CHECK (("state" = 'met') = ("met_at" IS NOT NULL));
ALTER TABLE "spotlight" ADD CONSTRAINT "spotlight_forward" CHECK ("starts_at" < "ends_at" AND "points" >= 0);
ALTER TABLE "surprise"
  ADD CONSTRAINT "surprise_state" CHECK ("state" IN ('off', 'on', 'done')),
  ADD CONSTRAINT "surprise_every" CHECK ("every" IN ('once', 'day', 'week')),
  ADD CONSTRAINT "surprise_numbers" CHECK ("least" > 0 AND "days" BETWEEN 1 AND 366 AND "winners" BETWEEN 1 AND 1000 AND "amount" > 0 AND "budget" >= "amount");
ALTER TABLE "surprise_gift" ADD CONSTRAINT "surprise_gift_amount" CHECK ("amount" > 0);
ALTER TABLE "event"
  ADD CONSTRAINT "event_state" CHECK ("state" IN ('draft', 'published', 'canceled')),
  ADD CONSTRAINT "event_times" CHECK ("starts_at" < "ends_at" AND "checkin_from" < "checkin_until" AND "points" >= 0 AND "turns" BETWEEN 10 AND 600);
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_how" CHECK ("how" IN ('code', 'list'));

-- What was decided stays as it was told.
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['contest_result', 'raffle_place', 'surprise_draw', 'surprise_gift', 'attendance'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept || '_kept', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept || '_whole', kept);
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
      EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM laurel_app', kept);
    END IF;
  END LOOP;
END $$;
