namespace Accel.Fuzzing.Generation;

/// <content>Tasks that do not see each other's work: equal ones over an index, and unlike ones that fill an array each.</content>
internal sealed partial class Body
{
    private void Tasks()
    {
        if (_dice.OneIn(2))
        {
            EqualTasks();
        }
        else
        {
            UnlikeTasks();
        }
    }

    private void EqualTasks()
    {
        Scalar type = _dice.Type();
        int count = _dice.Between(2, 5);
        (string tasks, string index, string number, string own) = (_dice.Name("tasks"), _dice.Name("i"), _dice.Name("k"), _dice.Name("o"));
        Line($"var {tasks} = new Task<{type.Name}>[{count}];");
        Line($"for (int {index} = 0; {index} < {count}; {index}++)");
        Line("{");
        Line($"{tasks}[{index}] = Task.Factory.StartNew({own} =>");
        Line("{");
        Line($"int {number} = (int){own}!;");
        InTask(count, () =>
        {
            _scope.Counters.Add(new Counter(number, 0, count - 1));
            TaskStatements();
            Line($"return ({type.Name})({NonConstant(2).Text});");
        });
        Line($"}}, {index});");
        Line("}");
        Line($"Task.WhenAll({tasks}).Wait();");
        string sum = _dice.Name("v");
        Line($"{type.Name} {sum} = {tasks}[0].Result;");
        Line($"for (int {index} = 1; {index} < {count}; {index}++) {{ {sum} = ({type.Name})({sum} * 3 + {tasks}[{index}].Result); }}");
        _scope.Slots.Add(new Slot(sum, type));
    }

    private void UnlikeTasks()
    {
        List<string> names = [];
        List<ArraySlot> arrays = [];
        for (int i = _dice.Between(2, 3); i > 0; i--)
        {
            ArraySlot array = new(_dice.Name("t"), _dice.Type(), null, _dice.Between(1, 8));
            Line($"{array.Element!.Name}[] {array.Text} = new {array.Element.Name}[{array.Length}];");
            arrays.Add(array);
        }

        foreach (ArraySlot array in arrays)
        {
            string task = _dice.Name("task");
            names.Add(task);
            Line($"var {task} = {_dice.Pick("Task.Run", "Task.Factory.StartNew")}(() =>");
            Line("{");
            InTask(1, () =>
            {
                _scope.Arrays.Add(array);
                TaskStatements();
                string index = _dice.Name("i");
                Line($"for (int {index} = 0; {index} < {array.Length}; {index}++) {{ {array.Text}[{index}] += ({array.Element!.Name})({NonConstant(2).Text}); }}");
            });
            Line("});");
        }

        Line($"Task.{_dice.Pick("WaitAll({0})", "WhenAll({0}).Wait()").Replace("{0}", string.Join(", ", names), StringComparison.Ordinal)};");
        _scope.Arrays.AddRange(arrays);
    }

    // A task reads what is around it, and writes only its own.
    private void InTask(int copies, Action write)
    {
        (Scope outer, int trips) = (_scope, _trips);
        (_scope, _trips, _inTask) = (outer.ReadOnly(), trips * copies, true);
        write();
        (_scope, _trips, _inTask) = (outer, trips, false);
    }

    private void TaskStatements()
    {
        Declare();
        for (int i = _dice.Between(0, 3); i > 0 && _statements > 0; i--)
        {
            Statement(2, null);
        }
    }
}
