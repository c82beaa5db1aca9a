from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "linli.apps.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Declares the appeal and the exclusion from the rates."""
        from linli.apps.oversight.procedure import APPEAL, EXCLUSION
        from linli.apps.oversight.services import decide, grant
        from linli.core.matters.registry import Registration, register
        from linli.ground.profiles.loader import read_part

        register(
            Registration(
                procedure=APPEAL,
                rules=lambda profile: read_part(profile, "appeal"),
                effects={"decide": decide},
            )
        )
        register(
            Registration(
                procedure=EXCLUSION,
                rules=lambda profile: read_part(profile, "exclusion"),
                effects={"grant": grant},
            )
        )
