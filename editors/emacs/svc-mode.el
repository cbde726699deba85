;;; svc-mode.el --- Major mode for svc, infrastructure on Amazon ECS -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Colours, indentation and formatting for .svc files, and `svcc lsp' through Eglot (built into Emacs 29, a package before) or lsp-mode.
;; `svc-format-buffer' needs no language server.

;;; Code:

(require 'svc-words)

(defgroup svc nil
  "The svc language."
  :group 'languages)

(defcustom svc-command "svcc"
  "The compiler: a name that is looked for on the PATH, or a path."
  :type 'string
  :safe #'stringp)

(defcustom svc-indent-offset 2
  "Columns of one step of indentation; `svcc fmt' writes two."
  :type 'integer
  :safe #'integerp)

(defface svc-interpolation '((t :inherit font-lock-variable-name-face))
  "An expression inside of a string.")

;;;; Syntax

(defvar svc-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?\" "." table)         ; strings hold expressions that hold strings: `svc--propertize' tells them
    (modify-syntax-entry ?\\ "." table)
    (dolist (mark '(?+ ?- ?% ?< ?> ?= ?! ?? ?: ?| ?& ?. ?$ ?,))
      (modify-syntax-entry mark "." table))
    table))

(defun svc--skip-interpolation (limit block)
  "Go behind the `}' of the interpolation that point is in.
That of a plain string ends with its line.
LIMIT is where to stop; BLOCK says that the string is a text block."
  (let ((depth 1))
    (while (and (> depth 0) (< (point) limit))
      (pcase (char-after)
        (?{ (setq depth (1+ depth)) (forward-char))
        (?} (setq depth (1- depth)) (forward-char))
        (?\" (svc--skip-string limit))
        (?\n (if block (forward-char) (setq depth 0)))
        (_ (forward-char))))))

(defun svc--skip-string (limit)
  "Go behind the string that begins at point, at most to LIMIT."
  (let* ((block (looking-at-p "\"\"\""))
         (open t))
    (forward-char (if block 3 1))
    (while (and open (< (point) limit))
      (pcase (char-after)
        (?\\ (forward-char (if (memq (char-after (1+ (point))) '(?\n nil)) 1 2)))
        (?\" (if (and block (not (looking-at-p "\"\"\""))) (forward-char)
               (forward-char (if block 3 1))
               (setq open nil)))
        (?$ (if (not (eq (char-after (1+ (point))) ?{)) (forward-char)
              (forward-char 2)
              (svc--skip-interpolation limit block)))
        (?\n (if block (forward-char) (setq open nil)))
        (_ (forward-char))))))

(defun svc--propertize (start end)
  "Tell Emacs which quotes between START and END open and close strings."
  (goto-char start)
  (let ((state (syntax-ppss)))
    (when (nth 3 state) (goto-char (nth 8 state)))
    (when (nth 4 state) (goto-char (nth 8 state))))
  (while (and (< (point) end) (re-search-forward "\"\\|//\\|/\\*" end t))
    (let ((begin (match-beginning 0)))
      (pcase (char-after begin)
        (?/ (if (eq (char-after (1+ begin)) ?/) (end-of-line)
              (unless (search-forward "*/" nil t) (goto-char (point-max)))))
        (_ (goto-char begin)
           (svc--skip-string (point-max))
           (put-text-property begin (1+ begin) 'syntax-table (string-to-syntax "|"))
           ;; Brackets and slashes inside are no code.
           (when (> (point) (1+ begin))
             (let ((closed (eq (char-before) ?\")))
               (put-text-property (1+ begin) (if closed (1- (point)) (point)) 'syntax-table (string-to-syntax "."))
               (put-text-property (1- (point)) (point) 'syntax-table (string-to-syntax "|")))))))))

;;;; Colours

(defun svc--any (words)
  "A pattern for WORDS, neither parts of longer ones nor behind a dot."
  (concat "\\(?:^\\|[^A-Za-z0-9_.]\\|\\.\\.\\)\\(" (regexp-opt words) "\\)\\_>"))

(defconst svc--gap "\\(?:[ \t\n]\\|/\\*.*?\\*/\\)"
  "A blank or a comment between two words.")

(defconst svc--follows
  `((nothing . "")
    (word . ,(concat svc--gap "+[A-Za-z_]"))
    (string . ,(concat svc--gap "*\""))
    (actions . ,(concat "\\(?:" svc--gap "+[A-Za-z_]\\|" svc--gap "*[\"[]\\)"))
    (condition . ,(concat "\\(?:" svc--gap "+[A-Za-z0-9_]\\|" svc--gap "*\\(?:[\"([-]\\|![^=]\\|::\\)\\)"))
    (brace . ,(concat svc--gap "*{")))
  "What must follow a keyword for it to be one (keywords.cpp of the compiler).")

(defun svc--keyword-rules ()
  "A font-lock rule for each sort of keyword."
  (mapcar (lambda (follows)
            (let ((words (delq nil (mapcar (lambda (entry) (and (eq (cdr entry) (car follows)) (car entry))) svc-words-keywords)))
                  (after (cdr follows)))
              (list (lambda (limit) (svc--match-keyword (svc--any words) after limit)) '(1 font-lock-keyword-face))))
          svc--follows))

(defun svc--match-keyword (pattern after limit)
  "Find PATTERN before LIMIT where AFTER follows, which stays to be coloured."
  (let (found)
    (while (and (not found) (re-search-forward pattern limit t))
      (setq found (and (not (nth 8 (save-match-data (save-excursion (syntax-ppss (match-beginning 1))))))
                       (save-match-data (looking-at-p after)))))
    found))

(defun svc--match-interpolation (limit)
  "Find an interpolation before LIMIT."
  (let (found)
    (while (and (not found) (search-forward "${" limit t))
      (let ((begin (match-beginning 0)))
        (when (and (nth 3 (save-match-data (save-excursion (syntax-ppss begin)))) (not (eq (char-before begin) ?\\)))
          (svc--skip-interpolation limit t)
          (set-match-data (list begin (min (point) limit)))
          (setq found t))))
    found))

(defun svc--match-documentation (limit)
  "Find a documentation comment before LIMIT, but not `///' within a string."
  (let (found)
    (while (and (not found) (re-search-forward "\\(?:^\\|[^/]\\)\\(///\\(?:[^/\n].*\\)?\\)$" limit t))
      (setq found (nth 4 (save-match-data (save-excursion (syntax-ppss (+ 2 (match-beginning 1))))))))
    found))

(defvar svc-font-lock-keywords
  (append
   (svc--keyword-rules)
   `((svc--match-interpolation 0 'svc-interpolation t)
     (svc--match-documentation 1 font-lock-doc-face t)
     (,(svc--any '("true" "false")) 1 font-lock-constant-face)
     ("\\_<[0-9A-Fa-f:]*::[0-9A-Fa-f:]*\\(?:/[0-9]+\\)?\\|\\_<[0-9][0-9_]*\\(?:\\.[0-9]+\\)*\\(?:[A-Za-z_][A-Za-z0-9_]*\\|%\\|/[0-9]+\\)?" 0 font-lock-constant-face)
     (,(concat (svc--any svc-words-functions) "[ \t]*(") 1 font-lock-builtin-face)
     ("\\_<\\([A-Za-z_][A-Za-z0-9_]*\\)[ \t]*=\\(?:[^=]\\|$\\)" 1 font-lock-variable-name-face)
     (,(concat "\\(?:^\\|[{},]\\)[ \t]*\\(?:\\(?:existing\\|remove\\)[ \t]+\\)?\\(" (regexp-opt svc-words-kinds)
               "\\)\\_>\\(?:[ \t]+[^={}\n]*\\)?{") 1 font-lock-type-face)
     (,(concat ":[ \t]*[[{]?\\(" (regexp-opt svc-words-scalars) "\\)\\_>") 1 font-lock-type-face)
     (,(concat (svc--any svc-words-symbols) "[ \t]*\\(?:$\\|[^ \t.(=]\\)") 1 font-lock-constant-face)))
  "What `svc-mode' colours.")

;;;; Indentation

(defun svc-indent-line ()
  "Indent the line as `svcc fmt' would; what is inside a text block stays."
  (interactive)
  (let ((column (svc--column)))
    (when column
      (if (<= (current-column) (current-indentation)) (indent-line-to column)
        (save-excursion (indent-line-to column))))))

(defun svc--column ()
  "The column that the line begins at, or nil inside a string or comment."
  (save-excursion
    (back-to-indentation)
    (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
           (open (nth 1 state))
           (first (char-after)))
      (unless (or (nth 3 state) (nth 4 state))
        (+ (if open (svc--inside open (memq first '(?} ?\] ?\)))) 0)
           ;; A type that goes on in the next line.
           (if (eq first ?|) (* 2 svc-indent-offset) 0))))))

(defun svc--inside (open closes)
  "The column of a line in the bracket at OPEN, which it ends if CLOSES."
  (goto-char open)
  (back-to-indentation)
  (+ (current-column)
     (if (eq (char-after) ?|) (* -2 svc-indent-offset) 0)
     (if closes 0 svc-indent-offset)))

;;;; The compiler

(defun svc-format-buffer ()
  "Format the buffer with `svcc fmt'."
  (interactive)
  (let ((output (generate-new-buffer " *svcc fmt*"))
        (errors (make-temp-file "svcc")))
    (unwind-protect
        (if (zerop (call-process-region nil nil svc-command nil (list output errors) nil "fmt" "-"))
            (replace-buffer-contents output)
          (message "%s" (with-temp-buffer (insert-file-contents errors) (string-trim (buffer-string)))))
      (kill-buffer output)
      (delete-file errors))))

;;;###autoload
(define-derived-mode svc-mode prog-mode "svc"
  "Major mode for svc programs."
  (setq-local comment-start "// "
              comment-start-skip "\\(?://+\\|/\\*+\\)[ \t]*"
              comment-end ""
              indent-line-function #'svc-indent-line
              indent-tabs-mode nil
              tab-width 2
              syntax-propertize-function #'svc--propertize
              font-lock-multiline t
              font-lock-defaults '(svc-font-lock-keywords)
              electric-indent-chars (append "{}[]()" electric-indent-chars)
              compile-command (concat svc-command " check --format short .")
              imenu-generic-expression
              '((nil "^\\(?:existing[ \t]+\\)?\\([a-z_]+[ \t]+[A-Za-z_][A-Za-z0-9_]*\\)[^={}\n]*{" 1)
                ("Values" "^\\(?:let\\|param\\|output\\)[ \t]+\\([A-Za-z_][A-Za-z0-9_]*\\)" 1))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.svc\\'" . svc-mode))

;; `M-x eglot', or (add-hook 'svc-mode-hook #'eglot-ensure).
(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'svc-mode (lambda (&rest _) (list svc-command "lsp")))))

(defvar lsp-language-id-configuration)
(declare-function lsp-register-client "ext:lsp-mode")
(declare-function make-lsp-client "ext:lsp-mode")
(declare-function lsp-stdio-connection "ext:lsp-mode")
(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(svc-mode . "svc"))
  (lsp-register-client (make-lsp-client :new-connection (lsp-stdio-connection (lambda () (list svc-command "lsp")))
                                        :major-modes '(svc-mode) :server-id 'svcc)))

(provide 'svc-mode)
;;; svc-mode.el ends here
