//! Plain text: as a page of its own, and as what is left of a page that could not be parsed.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Paragraphs of plain text as HTML.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 64);
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    for paragraph in unified.split("\n\n") {
        let lines: Vec<&str> = paragraph.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.is_empty() {
            continue;
        }
        // Indented lines are laid out by hand.
        let laid_out = lines.iter().all(|line| line.starts_with([' ', '\t']));
        html.push_str(if laid_out { "<pre>" } else { "<p>" });
        escape(&lines.join("\n"), &mut html);
        html.push_str(if laid_out { "</pre>" } else { "</p>" });
    }
    html
}

/// The text of a page without a tree: tags are skipped, block tags break lines.
pub(crate) fn strip_tags(html: &str) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Strip::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.text.into_inner()
}

#[derive(Default)]
struct Strip {
    text: RefCell<String>,
    silent: RefCell<bool>,
}

impl TokenSink for Strip {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if !*self.silent.borrow() => {
                self.text.borrow_mut().push_str(&text);
            }
            Token::TagToken(tag) => {
                *self.silent.borrow_mut() = false;
                let name: &str = &tag.name;
                if matches!(name, "p" | "div" | "br" | "li" | "tr" | "h1" | "h2" | "h3" | "h4" | "section" | "article")
                {
                    let mut text = self.text.borrow_mut();
                    if !text.ends_with("\n\n") {
                        text.push_str("\n\n");
                    }
                }
                if tag.kind == TagKind::StartTag {
                    let kind = match name {
                        "script" => ScriptData,
                        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Rawtext,
                        "title" | "textarea" => Rcdata,
                        _ => return TokenSinkResult::Continue,
                    };
                    *self.silent.borrow_mut() = true;
                    return TokenSinkResult::RawData(kind);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_apart_by_empty_lines() {
        assert_eq!(
            paragraphs("a <b>\r\nc\r\n\r\n\r\nd\n\n  x\n  y"),
            "<p>a &lt;b&gt;\nc</p><p>d</p><pre>  x\n  y</pre>"
        );
    }

    #[test]
    fn tags_are_stripped() {
        assert_eq!(strip_tags("<title>t</title><p>a<b>b</b><script>x</script><p>c"), "\n\nab\n\nc");
    }
}
