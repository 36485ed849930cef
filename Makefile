.PHONY: dev dev-spin test cover lint fmt proto migrate-up migrate-down sqlx build bench check-deps

dev:          ; cargo xtask dev
dev-spin:     ; cargo xtask dev-spin
test:         ; cargo xtask test
cover:        ; cargo xtask cover
lint:         ; cargo xtask lint
fmt:          ; cargo xtask fmt
proto:        ; cargo xtask proto
migrate-up:   ; cargo xtask migrate up
migrate-down: ; cargo xtask migrate down
sqlx:         ; cargo xtask sqlx
build:        ; cargo xtask build
bench:        ; cargo xtask bench
check-deps:   ; cargo xtask check-deps
