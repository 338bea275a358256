"""03 阈值应用：移动阈值，看期望与实际的错误。The thresholds as an app: expected and real errors.

Run it with ``marimo run notebooks/03_tuning_the_match_app.py``, or change it with ``marimo edit``.
"""

import marimo

app = marimo.App(width="medium", app_title="阈值 · Thresholds")


@app.cell
def _():
    import json
    from pathlib import Path

    import marimo as mo
    import polars as pl

    import disclosure_audit as da
    from disclosure_audit.matching import verdicts
    from disclosure_audit.notebook.charts.threshold_data import costs_at, decided_pairs

    sample = Path(da.__file__).parents[1] / "sample_data"  # in the clone
    key = b"for the sample data only"  # so that ids are the same each time
    return costs_at, da, decided_pairs, json, key, mo, pl, sample, verdicts


@app.cell
def _(mo):
    mo.md("""
    # 阈值该定在哪里？ · Where should the thresholds be?

    得分不低于上限的对应不经人工即采信，低于下限的不采信，其间的由人核对。示例数据附有真值，
    因此得分所**期望**的错误可以与**实际**的错误对照。因其他理由被排除的（文号不同、另有更合适的记录等），
    不随阈值变动，也不计入。目录栏目越少，阈值越要紧。

    From the upper threshold on a link stands without a person; below the lower one it is none;
    between them a person decides. The sample has a truth, so the errors that the scores **expect**
    can be set against the **real** ones. What was refused for another reason (another number, a
    better rival) does not move with a threshold and is not counted. The fewer columns the catalog
    has, the more it matters.
    """)
    return


@app.cell
def _(mo, verdicts):
    columns = {
        "全部栏目 all columns": [],
        "无编号 no numbers": ["索引号", "文件编号", "链接"],
        "只有标题 titles only": [
            "索引号", "文件编号", "链接", "内容概述", "发布机构", "生成日期", "公开日期"
        ],
    }  # fmt: skip
    catalog_has = mo.ui.dropdown([*columns], value="只有标题 titles only", label="目录 catalog")
    accept = mo.ui.slider(
        -10,
        30,
        0.5,
        value=verdicts.PROBABLE,
        label="采信 accept ≥",
        show_value=True,
        full_width=True,
    )
    refuse = mo.ui.slider(
        -10,
        30,
        0.5,
        value=verdicts.FLOOR,
        label="不采信 refuse <",
        show_value=True,
        full_width=True,
    )
    mo.vstack([catalog_has, accept, refuse])
    return accept, catalog_has, columns, refuse


@app.cell
def _(da, json, key, sample):
    whole = da.scan(
        sample / "register.xlsx",
        sample / "catalog.csv",
        da.Config(lang="zh"),
        key=key,
        progress=False,
    )
    truth = json.loads((sample / "expected.json").read_text("utf-8"))
    published = {register_row for register_row, _ in truth["pairs"]}
    published |= {
        row for twins in truth["registered_twice"] for row in twins if published & {*twins}
    }
    return published, whole


@app.cell
def _(catalog_has, columns, da, decided_pairs, key, pl, published, whole):
    register, catalog = whole.scanned.originals.values()
    audit = da.scan(
        register.filter(pl.col("收文号").is_null()).select(  # 发文; it comes first
            "发文字号", "标题", "发文机关", "成文日期", "密级", "公开属性", "拟稿处室"
        ),
        catalog.drop("__row__", *columns[catalog_has.value]),
        da.Config(lang="zh", time_limit={"as_of": whole.as_of}),
        key=key,
        progress=False,
    )
    pairs = decided_pairs(audit.dispositions, audit.links, audit.candidates).with_columns(
        is_published=pl.col("row").is_in(published)
    )
    return audit, pairs


@app.cell
def _(accept, refuse):
    limits = (accept.value, min(refuse.value, accept.value))
    return (limits,)


@app.cell
def _(costs_at, limits, mo, pairs, pl):
    is_free, score = ~pl.col("is_held"), pl.col("score")
    hidden = pairs.filter(is_free, score >= limits[0], ~pl.col("is_published")).height
    alarms = pairs.filter(is_free, score < limits[1], pl.col("is_published")).height
    to_review = pairs.filter(~is_free | ((score < limits[0]) & (score >= limits[1])))
    expected = costs_at(pairs, *limits)
    mo.hstack(
        [
            mo.stat(
                hidden, label="掩盖的遗漏 hidden omissions",
                caption=f"期望 expected {expected.hidden:.3g}", bordered=True,
            ),
            mo.stat(
                alarms, label="误报 false alarms",
                caption=f"期望 expected {expected.false_alarms:.3g}", bordered=True,
            ),
            mo.stat(
                to_review.height, label="需人工核对 to review",
                caption=f"共 of {pairs.height:,}", bordered=True,
            ),
        ],
        widths="equal",
    )  # fmt: skip
    return alarms, expected, hidden, to_review


@app.cell
def _(audit, mo, pl, to_review):
    nearest = pl.concat([audit.links, audit.candidates], how="diagonal").sort(
        "score", "catalog_row", descending=[True, False]
    )
    listed = (
        to_review.sort("score", "row")
        .join(
            nearest.unique("register_row", keep="first", maintain_order=True).select(
                "catalog_row", row="register_row"
            ),
            on="row",
            maintain_order="left",
        )
        .join(audit.register.select("row", "title"), on="row", maintain_order="left")
        .join(
            audit.catalog.select(catalog_row="row", published_as="title"),
            on="catalog_row",
            maintain_order="left",
        )
        .select(
            pl.col("score").round(1).alias("得分 bits"),
            pl.col("title").alias("登记簿 register"),
            pl.col("published_as").alias("目录 catalog"),
            pl.col("is_published").alias("其实已公开 public"),
        )
    )
    mo.vstack(
        [
            mo.md("## 要核对的文件 · What a person would have to look at"),
            mo.ui.table(listed, selection=None, page_size=10, show_column_summaries=False),
        ]
    )
    return (listed,)


if __name__ == "__main__":
    app.run()
