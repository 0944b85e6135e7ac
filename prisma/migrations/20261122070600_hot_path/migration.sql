-- What a page about a member adds up comes from the index alone: reading it costs a tenth of visiting every word.
DROP INDEX "judgement_program_id_member_id_occurred_at_activity_id_idx";
CREATE INDEX "judgement_program_id_member_id_occurred_at_activity_id_idx"
  ON "judgement" ("program_id", "member_id", "occurred_at" DESC, "activity_id" DESC) INCLUDE ("status", "source_id", "points");

-- Sums and counts change in place with every batch. Room on their pages keeps the new version beside the old one, and the indexes untouched.
ALTER TABLE "balance" SET (fillfactor = 60);
ALTER TABLE "rule_counter" SET (fillfactor = 70);
ALTER TABLE "tally" SET (fillfactor = 70);
ALTER TABLE "standing" SET (fillfactor = 80);
