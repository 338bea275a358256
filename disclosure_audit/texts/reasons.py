"""Why a text could not be read: the codes and what they say."""

from __future__ import annotations

from disclosure_audit.language import Text

REASONS: dict[str, Text] = {
    "outside_folder": Text(
        "its path leads out of the folder of texts", "路径指向全文文件夹之外"
    ),
    "missing": Text("there is no such file", "文件不存在"),
    "not_a_file": Text("a folder, a pipe or a device", "是文件夹、管道或设备"),
    "no_permission": Text("it may not be read", "没有读取权限"),
    "disk_error": Text("the disk does not give it", "磁盘无法读取该文件"),
    "empty": Text("the file is empty", "文件为空"),
    "unknown_kind": Text(
        "a kind that is not read; convert it to DOCX or PDF", "不支持的文件类型，请转换为 DOCX 或 PDF"
    ),
    "old_format": Text(
        "an old format (DOC, WPS, RTF, MHT); save it as DOCX or PDF",
        "旧格式（DOC、WPS、RTF、MHT），请另存为 DOCX 或 PDF",
    ),
    "no_text_layer": Text(
        "an image without text; recognise its text first", "为图像而无文字层，请先进行文字识别"
    ),
    "undecodable": Text(
        "its characters cannot be made out", "无法识别其文字编码"
    ),
    "damaged": Text("it is damaged or cut off", "文件已损坏或不完整"),
    "encrypted": Text("it is protected by a password", "有密码保护"),
    "too_large": Text(
        "larger than scanner.bytes_per_text, or too many characters",
        "超过 scanner.bytes_per_text 或字数过多",
    ),
    "zip_bomb": Text(
        "it unpacks to far more than it holds (a zip bomb)", "解压后体积异常膨胀（压缩炸弹）"
    ),
    "entity_bomb": Text(
        "its XML declares entities of its own (an entity bomb)", "其 XML 自行声明实体（实体炸弹）"
    ),
    "too_slow": Text(
        "it took longer than scanner.seconds_per_text", "读取时间超过 scanner.seconds_per_text"
    ),
    "out_of_memory": Text(
        "it needed more than scanner.memory_per_worker", "所需内存超过 scanner.memory_per_worker"
    ),
    "crashed": Text(
        "the program that reads it broke down twice, on damage or for want of memory",
        "读取程序两次崩溃（文件损坏或内存不足）",
    ),
}  # fmt: skip
"""Codes of ``TEXTS["reason"]`` of unreadable texts. None of them repeats text of a file."""

INCOMPLETE: dict[str, Text] = {
    "pages_without_text": Text(
        "some pages are images without text and were not read", "部分页面为无文字层的图像，未能读取"
    ),
    "undecodable_bytes": Text("some bytes could not be decoded", "部分字节无法解码"),
}
"""Codes of ``TEXTS["reason"]`` of texts that were read, but not wholly."""


class UnreadableError(Exception):
    """A text that cannot be read; ``reason`` is a code of :data:`REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
