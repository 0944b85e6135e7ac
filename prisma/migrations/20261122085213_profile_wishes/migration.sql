-- What a member says about interests, languages, country, shirt size and wishes. All of it can be emptied when a person is forgotten.
ALTER TABLE "member" ADD COLUMN     "country" CHAR(2) CHECK ("country" ~ '^[A-Z]{2}$'),
ADD COLUMN     "interests" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[] CHECK (cardinality("interests") <= 20),
ADD COLUMN     "languages" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[] CHECK (cardinality("languages") <= 20),
ADD COLUMN     "reward_wishes" TEXT NOT NULL DEFAULT '' CHECK (length("reward_wishes") <= 500),
ADD COLUMN     "shirt_size" TEXT;
