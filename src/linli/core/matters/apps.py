from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "linli.core.matters"
    label = "matters"

    def ready(self) -> None:
        """Declares the lists that fields of every kind may choose from."""
        from linli.core.matters.options import list_grid_options, list_organisation_options
        from linli.core.matters.registry import register_options

        register_options("grids", list_grid_options)
        register_options("organisations", list_organisation_options)
