"""The database itself refuses to change or delete an entry of the trail: the triggers, and the migration step that lays them."""

from django.db.migrations.operations.base import Operation

TABLE = "audit_entry"
_WORDS = "the trail is append-only"

_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{deed.lower()} BEFORE {deed} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    for deed in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$",
    f"CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"CREATE OR REPLACE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
]
_LAY = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_LIFT = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_no_{deed}" for deed in ("update", "delete")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}",
        f"DROP TRIGGER IF EXISTS {TABLE}_no_truncate ON {TABLE}",
        f"DROP FUNCTION IF EXISTS {TABLE}_refuse()",
    ],
}


def lay(connection) -> None:
    """Lays the triggers; laying them twice changes nothing."""
    _run(connection, _LAY)


def lift(connection) -> None:
    """Takes the triggers away; only migrations backwards and tests do that."""
    _run(connection, _LIFT)


def _run(connection, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


class AppendOnly(Operation):
    """The migration step that makes the trail append-only in the database."""

    reduces_to_sql = False
    reversible = True

    def state_forwards(self, app_label, state):
        """The tables as Django knows them stay as they are."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        lay(schema_editor.connection)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        lift(schema_editor.connection)

    def describe(self):
        return "Refuses changing or deleting entries of the trail"
