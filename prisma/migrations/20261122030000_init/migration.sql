-- CreateTable
CREATE TABLE "credential" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("program_id","member_id")
);

-- CreateTable
CREATE TABLE "session" (
    "program_id" SMALLINT NOT NULL,
    "id_hash" TEXT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_agent" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "session_pkey" PRIMARY KEY ("program_id","id_hash")
);

-- CreateTable
CREATE TABLE "token" (
    "program_id" SMALLINT NOT NULL,
    "hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "member_id" BIGINT,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_pkey" PRIMARY KEY ("program_id","hash")
);

-- CreateTable
CREATE TABLE "rate_window" (
    "program_id" SMALLINT NOT NULL,
    "bucket" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("program_id","bucket","starts_at")
);

-- CreateTable
CREATE TABLE "source" (
    "program_id" SMALLINT NOT NULL,
    "id" SMALLINT NOT NULL,
    "adapter" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'on',
    "ignored" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "source_secret" (
    "program_id" SMALLINT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_secret_pkey" PRIMARY KEY ("program_id","source_id","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "delivery_key" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "body" BYTEA NOT NULL,
    "digest" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "delivery_key" (
    "program_id" SMALLINT NOT NULL,
    "key" UUID NOT NULL,
    "delivery_id" BIGINT NOT NULL,

    CONSTRAINT "delivery_key_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "activity" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "delivery_id" BIGINT,
    "kind" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "version" TEXT NOT NULL DEFAULT '',
    "subject" UUID NOT NULL,
    "undoes" UUID,
    "actor_id" TEXT NOT NULL,
    "actor_handle" TEXT,
    "actor_bot" BOOLEAN NOT NULL DEFAULT false,
    "object_id" TEXT NOT NULL,
    "object_title" TEXT NOT NULL,
    "object_url" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "facts" JSONB NOT NULL,
    "others" JSONB NOT NULL DEFAULT '[]',
    "blocked" TEXT,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "activity_key" (
    "program_id" SMALLINT NOT NULL,
    "subject" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "activity_key_pkey" PRIMARY KEY ("program_id","subject","version")
);

-- CreateTable
CREATE TABLE "undo" (
    "program_id" SMALLINT NOT NULL,
    "subject" UUID NOT NULL,
    "undone_at" TIMESTAMPTZ(3) NOT NULL,
    "activity_id" BIGINT NOT NULL,

    CONSTRAINT "undo_pkey" PRIMARY KEY ("program_id","subject")
);

-- CreateTable
CREATE TABLE "inbox" (
    "program_id" SMALLINT NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "source_id" SMALLINT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("program_id","activity_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" BIGINT,
    "action" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "audit_detail" (
    "program_id" SMALLINT NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,

    CONSTRAINT "audit_detail_pkey" PRIMARY KEY ("program_id","audit_id")
);

-- CreateTable
CREATE TABLE "board_score" (
    "program_id" SMALLINT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "period" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "member_id" BIGINT NOT NULL,
    "points" BIGINT NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "board_score_pkey" PRIMARY KEY ("program_id","scope","period","starts_on","member_id")
);

-- CreateTable
CREATE TABLE "currency" (
    "program_id" SMALLINT NOT NULL,
    "id" SMALLINT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "currency_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "transfer" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "currency" SMALLINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "from_account" SMALLINT NOT NULL,
    "to_account" SMALLINT NOT NULL,
    "kind" SMALLINT NOT NULL,
    "reverses" INTEGER,
    "activity_id" BIGINT,
    "rule_id" INTEGER,
    "rule_version" INTEGER,
    "cause_id" BIGINT,
    "turn" BIGINT NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("program_id","member_id","currency","seq")
);

-- CreateTable
CREATE TABLE "transfer_reversal" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "currency" SMALLINT NOT NULL,
    "reversed" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "transfer_reversal_pkey" PRIMARY KEY ("program_id","member_id","currency","reversed")
);

-- CreateTable
CREATE TABLE "balance" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "currency" SMALLINT NOT NULL,
    "lifetime" BIGINT NOT NULL DEFAULT 0,
    "spendable" BIGINT NOT NULL DEFAULT 0,
    "pending" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,
    "debt" BIGINT NOT NULL DEFAULT 0,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "balance_pkey" PRIMARY KEY ("program_id","member_id","currency")
);

-- CreateTable
CREATE TABLE "correction" (
    "program_id" SMALLINT NOT NULL,
    "key" TEXT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "by_id" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" SMALLINT NOT NULL,
    "reason" TEXT NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("program_id","key")
);

-- CreateTable
CREATE TABLE "member" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "handle" TEXT,
    "display_name" TEXT,
    "email" TEXT,
    "bio" TEXT NOT NULL DEFAULT '',
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "theme" TEXT NOT NULL DEFAULT 'system',
    "state" TEXT NOT NULL DEFAULT 'active',
    "on_boards" BOOLEAN NOT NULL DEFAULT true,
    "profile" TEXT NOT NULL DEFAULT 'public',
    "hidden" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "merged_into" BIGINT,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "identity" (
    "program_id" SMALLINT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "foreign_id" TEXT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "handle" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    "proved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("program_id","source_id","foreign_id")
);

-- CreateTable
CREATE TABLE "member_role" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_role_pkey" PRIMARY KEY ("program_id","member_id","role","scope")
);

-- CreateTable
CREATE TABLE "message" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "member_id" BIGINT,
    "to_address" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "subject" TEXT,
    "text" TEXT,
    "html" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "program" (
    "id" SMALLINT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "points_name" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "key_seal" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "program_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "program_turn" (
    "program_id" SMALLINT NOT NULL,
    "last_turn" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "program_turn_pkey" PRIMARY KEY ("program_id")
);

-- CreateTable
CREATE TABLE "program_host" (
    "host" TEXT NOT NULL,
    "program_id" SMALLINT NOT NULL,

    CONSTRAINT "program_host_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "rule" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'off',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rule_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "rule_version" (
    "program_id" SMALLINT NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "saved_by" BIGINT,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rule_version_pkey" PRIMARY KEY ("program_id","rule_id","version")
);

-- CreateTable
CREATE TABLE "rule_span" (
    "program_id" SMALLINT NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "rule_span_pkey" PRIMARY KEY ("program_id","rule_id","starts_at")
);

-- CreateTable
CREATE TABLE "award" (
    "program_id" SMALLINT NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "subject" UUID NOT NULL,
    "part" SMALLINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "currency" SMALLINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "transfers" INTEGER[],
    "windows" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "award_pkey" PRIMARY KEY ("program_id","rule_id","subject","part")
);

-- CreateTable
CREATE TABLE "judgement" (
    "program_id" SMALLINT NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "points" BIGINT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,
    "turn" BIGINT NOT NULL,
    "explanation" JSONB NOT NULL,

    CONSTRAINT "judgement_pkey" PRIMARY KEY ("program_id","activity_id","member_id")
);

-- CreateTable
CREATE TABLE "judgement_past" (
    "program_id" SMALLINT NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "turn" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "points" BIGINT NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,
    "explanation" JSONB NOT NULL,

    CONSTRAINT "judgement_past_pkey" PRIMARY KEY ("program_id","activity_id","member_id","turn")
);

-- CreateTable
CREATE TABLE "rule_counter" (
    "program_id" SMALLINT NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "window" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rule_counter_pkey" PRIMARY KEY ("program_id","rule_id","member_id","window")
);

-- CreateTable
CREATE TABLE "level" (
    "program_id" SMALLINT NOT NULL,
    "rank" SMALLINT NOT NULL,
    "title" TEXT NOT NULL,
    "points_needed" BIGINT NOT NULL,
    "story" TEXT NOT NULL DEFAULT '',
    "perks" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "level_pkey" PRIMARY KEY ("program_id","rank")
);

-- CreateTable
CREATE TABLE "standing" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "level" SMALLINT NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "standing_pkey" PRIMARY KEY ("program_id","member_id")
);

-- CreateTable
CREATE TABLE "level_change" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "member_id" BIGINT NOT NULL,
    "from_level" SMALLINT NOT NULL,
    "to_level" SMALLINT NOT NULL,
    "lifetime" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "level_change_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "badge" (
    "program_id" SMALLINT NOT NULL,
    "id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "story" TEXT NOT NULL,
    "kinds" TEXT[],
    "tiers" INTEGER[],

    CONSTRAINT "badge_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "badge_grant" (
    "program_id" SMALLINT NOT NULL,
    "badge_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "tier" INTEGER NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "badge_grant_pkey" PRIMARY KEY ("program_id","badge_id","member_id","tier")
);

-- CreateTable
CREATE TABLE "tally" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "tally_pkey" PRIMARY KEY ("program_id","member_id","kind")
);

-- CreateIndex
CREATE INDEX "session_program_id_member_id_idx" ON "session"("program_id", "member_id");

-- CreateIndex
CREATE INDEX "token_program_id_member_id_idx" ON "token"("program_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "source_program_id_slug_key" ON "source"("program_id", "slug");

-- CreateIndex
CREATE INDEX "delivery_program_id_source_id_id_idx" ON "delivery"("program_id", "source_id", "id");

-- CreateIndex
CREATE INDEX "activity_program_id_source_id_object_id_idx" ON "activity"("program_id", "source_id", "object_id");

-- CreateIndex
CREATE INDEX "activity_program_id_delivery_id_idx" ON "activity"("program_id", "delivery_id");

-- CreateIndex
CREATE INDEX "inbox_program_id_state_activity_id_idx" ON "inbox"("program_id", "state", "activity_id");

-- CreateIndex
CREATE INDEX "inbox_program_id_source_id_actor_id_idx" ON "inbox"("program_id", "source_id", "actor_id");

-- CreateIndex
CREATE INDEX "audit_entry_program_id_object_kind_object_id_id_idx" ON "audit_entry"("program_id", "object_kind", "object_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_program_id_actor_id_id_idx" ON "audit_entry"("program_id", "actor_id", "id");

-- CreateIndex
CREATE INDEX "board_score_program_id_scope_period_starts_on_points_reache_idx" ON "board_score"("program_id", "scope", "period", "starts_on", "points" DESC, "reached_at", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "currency_program_id_slug_key" ON "currency"("program_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "member_program_id_handle_key" ON "member"("program_id", "handle");

-- CreateIndex
CREATE UNIQUE INDEX "member_program_id_email_key" ON "member"("program_id", "email");

-- CreateIndex
CREATE INDEX "identity_program_id_member_id_idx" ON "identity"("program_id", "member_id");

-- CreateIndex
CREATE INDEX "member_role_program_id_role_idx" ON "member_role"("program_id", "role");

-- CreateIndex
CREATE INDEX "message_program_id_state_id_idx" ON "message"("program_id", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "message_program_id_key_key" ON "message"("program_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "program_slug_key" ON "program"("slug");

-- CreateIndex
CREATE INDEX "award_program_id_activity_id_idx" ON "award"("program_id", "activity_id");

-- CreateIndex
CREATE INDEX "judgement_program_id_member_id_occurred_at_activity_id_idx" ON "judgement"("program_id", "member_id", "occurred_at" DESC, "activity_id" DESC);

-- CreateIndex
CREATE INDEX "judgement_program_id_member_id_judged_at_idx" ON "judgement"("program_id", "member_id", "judged_at");

-- CreateIndex
CREATE INDEX "level_change_program_id_member_id_id_idx" ON "level_change"("program_id", "member_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "badge_program_id_slug_key" ON "badge"("program_id", "slug");

-- CreateIndex
CREATE INDEX "badge_grant_program_id_member_id_idx" ON "badge_grant"("program_id", "member_id");

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_program_id_member_id_fkey" FOREIGN KEY ("program_id", "member_id") REFERENCES "member"("program_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_program_id_member_id_fkey" FOREIGN KEY ("program_id", "member_id") REFERENCES "member"("program_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_secret" ADD CONSTRAINT "source_secret_program_id_source_id_fkey" FOREIGN KEY ("program_id", "source_id") REFERENCES "source"("program_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_program_id_member_id_fkey" FOREIGN KEY ("program_id", "member_id") REFERENCES "member"("program_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_role" ADD CONSTRAINT "member_role_program_id_member_id_fkey" FOREIGN KEY ("program_id", "member_id") REFERENCES "member"("program_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program_host" ADD CONSTRAINT "program_host_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_version" ADD CONSTRAINT "rule_version_program_id_rule_id_fkey" FOREIGN KEY ("program_id", "rule_id") REFERENCES "rule"("program_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_span" ADD CONSTRAINT "rule_span_program_id_rule_id_fkey" FOREIGN KEY ("program_id", "rule_id") REFERENCES "rule"("program_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the database itself refuses, before any code does.

ALTER TABLE "member"
  ADD CONSTRAINT "member_handle_lower" CHECK ("handle" = lower("handle")),
  ADD CONSTRAINT "member_email_lower" CHECK ("email" = lower("email")),
  ADD CONSTRAINT "member_state" CHECK ("state" IN ('active', 'paused', 'erased')),
  ADD CONSTRAINT "member_profile" CHECK ("profile" IN ('public', 'members', 'hidden'));
ALTER TABLE "member_role" ADD CONSTRAINT "member_role_known" CHECK ("role" IN ('owner', 'manager', 'reviewer', 'store_keeper', 'analyst'));
ALTER TABLE "source" ADD CONSTRAINT "source_state" CHECK ("state" IN ('on', 'off'));
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_state" CHECK ("state" IN ('read', 'ignored', 'unsupported', 'malformed', 'unread'));
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_state" CHECK ("state" IN ('waiting', 'unclaimed', 'parked'));
ALTER TABLE "rule" ADD CONSTRAINT "rule_state" CHECK ("state" IN ('on', 'off'));
ALTER TABLE "rule_span" ADD CONSTRAINT "rule_span_forward" CHECK ("ends_at" IS NULL OR "ends_at" >= "starts_at");
ALTER TABLE "award"
  ADD CONSTRAINT "award_state" CHECK ("state" IN ('open', 'closed')),
  ADD CONSTRAINT "award_amount" CHECK ("amount" > 0);
ALTER TABLE "judgement" ADD CONSTRAINT "judgement_status" CHECK ("status" IN ('counted', 'nothing', 'pending', 'reversed', 'undone', 'undo'));
ALTER TABLE "transfer"
  ADD CONSTRAINT "transfer_amount" CHECK ("amount" > 0),
  ADD CONSTRAINT "transfer_accounts" CHECK ("from_account" BETWEEN 0 AND 6 AND "to_account" BETWEEN 0 AND 6 AND "from_account" <> "to_account"),
  ADD CONSTRAINT "transfer_seq" CHECK ("seq" > 0);
ALTER TABLE "balance"
  ADD CONSTRAINT "balance_spendable" CHECK ("spendable" >= 0 AND "debt" >= 0 AND ("spendable" = 0 OR "debt" = 0)),
  ADD CONSTRAINT "balance_held" CHECK ("held" >= 0),
  ADD CONSTRAINT "balance_pending" CHECK ("pending" >= 0);
ALTER TABLE "message" ADD CONSTRAINT "message_state" CHECK ("state" IN ('waiting', 'sending', 'sent', 'kept', 'parked'));

-- What is written once stays (I6). Owners of the database can switch a trigger off; the hub's own role cannot.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['transfer', 'transfer_reversal', 'audit_entry', 'rule_version', 'delivery_key', 'activity_key', 'judgement_past'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept || '_kept', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept || '_whole', kept);
  END LOOP;
END $$;

-- The role that the hub takes on. It owns nothing. A database whose owner may not create roles goes without it; the triggers above remain.
DO $$
DECLARE kept text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    BEGIN
      CREATE ROLE laurel_app NOLOGIN;
    EXCEPTION
      WHEN insufficient_privilege THEN RAISE NOTICE 'No role laurel_app: append-only tables are guarded by triggers alone.';
      WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    BEGIN
      EXECUTE format('GRANT laurel_app TO %I', current_user);
    EXCEPTION
      WHEN insufficient_privilege THEN NULL;
    END;
    GRANT USAGE ON SCHEMA public TO laurel_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO laurel_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO laurel_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO laurel_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO laurel_app;
    FOREACH kept IN ARRAY ARRAY['transfer', 'transfer_reversal', 'audit_entry', 'rule_version', 'delivery_key', 'activity_key', 'judgement_past'] LOOP
      EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM laurel_app', kept);
    END LOOP;
    IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
      REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM laurel_app;
    END IF;
  END IF;
END $$;

-- What could not be read is looked for every few seconds, and is nearly never there.
CREATE INDEX "delivery_unread" ON "delivery" ("program_id", "id") WHERE "state" = 'unread';
