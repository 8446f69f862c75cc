class DatasetteError(Exception):
    title: str | None
    message: str
    status: int
    def __init__(
        self,
        message: str,
        title: str | None = ...,
        error_dict: dict[str, object] | None = ...,
        status: int = ...,
        template: str | None = ...,
        message_is_html: bool = ...,
    ) -> None: ...
